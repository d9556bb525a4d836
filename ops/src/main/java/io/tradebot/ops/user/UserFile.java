package io.tradebot.ops.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The form in which the store keeps users. Any thread. */
public final class UserFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UserFile() {
    }

    /** The contents of the category of users. */
    public static byte[] write(List<User> users) {
        ObjectNode root = JSON.createObjectNode().put("version", 1);
        ArrayNode array = root.putArray("users");
        for (User user : users) {
            array.addObject().put("name", user.name()).put("role", user.role().word()).put("hash", user.hash().text())
                .put("oneTime", user.isOneTime()).put("created", user.created().toString());
        }
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("users cannot be written as JSON", e);
        }
    }

    /** @throws IllegalArgumentException when another version or program wrote it; contents are not repeated */
    public static List<User> read(byte[] contents) {
        List<User> users = new ArrayList<>();
        try {
            JsonNode root = JSON.readTree(contents);
            if (root.path("version").asInt() != 1) {
                throw new IllegalArgumentException("the stored users are of version " + root.path("version").asInt() + ", this program knows 1");
            }
            for (JsonNode node : root.path("users")) {
                users.add(new User(node.path("name").asText(), Role.named(node.path("role").asText()).orElseThrow(() ->
                    new IllegalArgumentException("a stored user has a role that this program does not know")),
                    new PasswordHash(node.path("hash").asText()), node.path("oneTime").asBoolean(), Instant.parse(node.path("created").asText())));
            }
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("the stored users are not of the form that this program writes");
        }
        return List.copyOf(users);
    }
}
