package io.tradebot.ops.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The form in which the store keeps credentials: one JSON object, names of settings and their values. Any thread. */
final class CredentialFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CredentialFile() {
    }

    static byte[] write(SortedMap<String, String> valueByKey) {
        ObjectNode root = JSON.createObjectNode();
        valueByKey.forEach(root::put);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("credentials cannot be written as JSON", e);
        }
    }

    /** A new map that may be changed. */
    static SortedMap<String, String> read(Category category, byte[] contents) {
        try {
            JsonNode root = JSON.readTree(contents);
            SortedMap<String, String> valueByKey = new TreeMap<>();
            root.properties().forEach(field -> valueByKey.put(field.getKey(), field.getValue().asText()));
            return valueByKey;
        } catch (IOException e) { // no cause: its message repeats contents
            throw new StoreException(StoreException.Reason.REFUSED, category.fileName() + " opens but holds no JSON object; it was written by"
                + " another program. " + StoreFolders.REMEDY);
        }
    }
}
