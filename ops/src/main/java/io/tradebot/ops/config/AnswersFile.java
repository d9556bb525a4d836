package io.tradebot.ops.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The answers of a set-up without web page, as one JSON object; for tests and machines without a screen. Any thread. */
public final class AnswersFile {

    private static final int LENGTH_MAX = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<String> problems = new ArrayList<>();

    private AnswersFile() {
    }

    /**
     * Reads a file, which nobody but its owner may read.
     *
     * @throws ProvisioningRefusedException naming every problem of its form
     */
    public static ProvisioningAnswers read(Path file) throws IOException {
        return parse(PrivateFiles.readKey(file, LENGTH_MAX));
    }

    /** As {@link #read} for what came from elsewhere. */
    public static ProvisioningAnswers parse(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) { // no cause and no message of it: they repeat contents
            throw new ProvisioningRefusedException(List.of("the answers are no JSON object, or give a name twice: line "
                + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ". ops/docs/settings-store.md has an example"));
        } catch (IOException e) {
            throw new UncheckedIOException("answers in memory cannot be read", e);
        }
        return new AnswersFile().answers(root);
    }

    private ProvisioningAnswers answers(JsonNode root) {
        fields(root, "the answers", Set.of("identity", "settings", "credentials", "users", "chart_of_accounts"));
        JsonNode identity = root.path("identity");
        fields(identity, "identity", Set.of("entity_code", "jurisdiction_code", "broker_code", "bot_id"));
        List<ProvisioningAnswers.NewUser> users = new ArrayList<>();
        for (JsonNode user : root.path("users")) {
            fields(user, "user " + (users.size() + 1), Set.of("name", "role", "password"));
            users.add(new ProvisioningAnswers.NewUser(text(user, "name"), text(user, "role"), text(user, "password")));
        }
        JsonNode chart = root.path("chart_of_accounts");
        ProvisioningAnswers answers = new ProvisioningAnswers(new BotIdentity(text(identity, "entity_code"), text(identity, "jurisdiction_code"),
            text(identity, "broker_code"), text(identity, "bot_id")), texts(root, "settings"), texts(root, "credentials"), users,
            chart.isObject() ? chart.toString() : "");
        if (!chart.isMissingNode() && !chart.isObject() && !chart.asText().equals("default")) {
            problems.add("chart_of_accounts must be \"default\" or a chart");
        }
        if (!problems.isEmpty()) {
            throw new ProvisioningRefusedException(problems);
        }
        return answers;
    }

    /** Names of fields are not shown when they are unknown: a secret may stand in the wrong place. */
    private void fields(JsonNode node, String what, Set<String> known) {
        if (!node.isObject()) {
            problems.add(what + (node.isMissingNode() ? " is missing" : " must be a JSON object"));
            return;
        }
        long unknown = 0;
        for (var names = node.fieldNames(); names.hasNext();) {
            unknown += known.contains(names.next()) ? 0 : 1;
        }
        if (unknown > 0) {
            problems.add(what + " has " + unknown + (unknown == 1 ? " name that is" : " names that are") + " none of "
                + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            problems.add(field + " must be a text in quotes");
        }
        return value.asText("");
    }

    private SortedMap<String, String> texts(JsonNode root, String field) {
        SortedMap<String, String> texts = new TreeMap<>();
        JsonNode node = root.path(field);
        if (!node.isMissingNode() && !node.isObject()) {
            problems.add(field + " must be a JSON object");
        }
        node.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                problems.add("a value of " + field + " is no text, number, true or false");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }
}
