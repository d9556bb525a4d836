package io.tradebot.projections.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.account.PostingAccount;
import io.tradebot.projections.db.ProjectionException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chart of accounts that a new ledger starts with, read from {@code tbot_ledger_coa_template.json} and checked. Any thread.
 *
 * @param version      of the chart
 * @param currencyCode of every account
 * @param accounts     parents before children
 */
public record ChartTemplate(int version, String currencyCode, List<Line> accounts) {

    private static final String RESOURCE = "/tbot_ledger_coa_template.json";
    private static final Set<String> TYPES = Set.of("ASSET", "LIABILITY", "EQUITY", "INCOME", "EXPENSE");
    private static final Set<String> POSTINGS = Set.of("none", "direct", "per_security");

    /**
     * One account of the chart.
     *
     * @param parentCode null for a root
     * @param fullName   names from the root, joined by ':'
     * @param posting    none (a heading), direct, or per_security (postings go to one sub-account per security)
     */
    public record Line(String code, String name, String fullName, String type, String parentCode, String posting) {
    }

    /** The chart in the program. */
    public static ChartTemplate load() {
        return parse(defaultText());
    }

    /** The chart in the program as JSON, to be changed or stored. */
    public static String defaultText() {
        try (InputStream in = ChartTemplate.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new ProjectionException("chart of accounts " + RESOURCE + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /**
     * Reads and checks a chart.
     *
     * @throws ProjectionException naming every account that is wrong
     */
    public static ChartTemplate parse(String json) {
        JsonNode root;
        try {
            root = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(json);
        } catch (JsonProcessingException e) {
            throw new ProjectionException("chart of accounts is not JSON: " + e.getOriginalMessage(), e);
        }
        List<String> problems = new ArrayList<>();
        Map<String, Line> byCode = new LinkedHashMap<>();
        for (JsonNode node : root.path("accounts")) {
            addLine(node, byCode, problems);
        }
        for (PostingAccount account : PostingAccount.values()) {
            Line line = byCode.get(account.code());
            if (line == null || line.posting().equals("none")) {
                problems.add("account " + account.code() + " (" + account + ") is needed for postings and is "
                    + (line == null ? "missing" : "a heading"));
            }
        }
        int version = root.path("coa_version").asInt(0);
        if (version < 1) {
            problems.add("coa_version is missing or below 1");
        }
        String currency = root.path("currency_code").asText("");
        if (!currency.matches("[A-Z]{3}")) {
            problems.add("currency_code '" + currency + "' is not three capital letters");
        }
        if (!problems.isEmpty()) {
            throw new ProjectionException("chart of accounts: " + String.join("; ", problems));
        }
        return new ChartTemplate(version, currency, List.copyOf(byCode.values()));
    }

    private static void addLine(JsonNode node, Map<String, Line> byCode, List<String> problems) {
        String code = node.path("code").asText("");
        String name = node.path("name").asText("");
        String type = node.path("type").asText("");
        String posting = node.path("posting").asText("");
        String parentCode = node.hasNonNull("parent") ? node.get("parent").asText() : null;
        Line parent = parentCode == null ? null : byCode.get(parentCode);
        if (!code.matches("[0-9]{4}")) {
            problems.add("code '" + code + "' is not four digits");
        }
        if (name.isBlank() || name.contains(":")) {
            problems.add("account " + code + " has name '" + name + "', which is empty or holds a ':'");
        }
        if (!TYPES.contains(type)) {
            problems.add("account " + code + " has unknown type '" + type + "'");
        }
        if (!POSTINGS.contains(posting)) {
            problems.add("account " + code + " has unknown posting '" + posting + "'");
        }
        if (parentCode != null && parent == null) {
            problems.add("account " + code + " has parent " + parentCode + ", which does not stand before it");
        }
        if (parent != null && !parent.type().equals(type)) {
            problems.add("account " + code + " is " + type + ", its parent " + parentCode + " is " + parent.type());
        }
        String fullName = parent == null ? name : parent.fullName() + ":" + name;
        if (byCode.values().stream().anyMatch(line -> line.fullName().equals(fullName))) {
            problems.add("account " + code + " has the name of another one: " + fullName);
        }
        if (byCode.put(code, new Line(code, name, fullName, type, parentCode, posting)) != null) {
            problems.add("account " + code + " is defined twice");
        }
    }
}
