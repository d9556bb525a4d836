package io.tradebot.ops.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who the bot is; its ledgers, journals and order ids are named after it. Immutable.
 *
 * @param entityCode       company or person
 * @param jurisdictionCode country or state
 * @param brokerCode       broker
 * @param botId            part of every client order id
 */
public record BotIdentity(String entityCode, String jurisdictionCode, String brokerCode, String botId) {

    private static final String CODE = "[A-Z0-9]{1,16}";
    private static final String BOT_ID = "[A-Za-z0-9]{1,12}"; // as in client order ids

    /** ENTITY_JURISDICTION_BROKER_BOT. */
    public String text() {
        return entityCode + '_' + jurisdictionCode + '_' + brokerCode + '_' + botId;
    }

    /** Everything that is wrong with it. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map.of("entity_code", entityCode, "jurisdiction_code", jurisdictionCode, "broker_code", brokerCode).entrySet().stream()
            .sorted(Map.Entry.comparingByKey()).filter(code -> !code.getValue().matches(CODE))
            .forEach(code -> problems.add("identity: " + code.getKey() + " must be 1 to 16 capital letters and digits"));
        if (!botId.matches(BOT_ID)) {
            problems.add("identity: bot_id must be 1 to 12 letters and digits");
        }
        return problems;
    }

    /** Contents for the store. */
    public byte[] write() {
        return CredentialFile.write(new TreeMap<>(Map.of("bot_id", botId, "broker_code", brokerCode, "entity_code", entityCode,
            "jurisdiction_code", jurisdictionCode)));
    }

    /** Reads contents of the store. */
    public static BotIdentity read(byte[] contents) {
        SortedMap<String, String> fields = CredentialFile.read(SharedCategory.IDENTITY, contents);
        return new BotIdentity(fields.getOrDefault("entity_code", ""), fields.getOrDefault("jurisdiction_code", ""),
            fields.getOrDefault("broker_code", ""), fields.getOrDefault("bot_id", ""));
    }
}
