package io.tradebot.replay.capsule;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.log.ExcerptSource;

import java.util.LinkedHashMap;
import java.util.Map;

/** What SessionStarted and SettingsApplied say, up to where one stops telling it. Not thread safe. */
final class SettingsInForce {

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final Map<String, String> valueByKey = new LinkedHashMap<>();
    private String identity = "";
    private String versionTag = "";

    void learn(ExcerptSource excerpt) {
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            if (cursor.templateId() == SessionStartedDecoder.TEMPLATE_ID) {
                RecordContent.Row row = RecordContent.read(catalogue, cursor).row();
                valueByKey.clear();
                row.rows("settings").forEach(setting -> valueByKey.put(setting.text("key"), setting.text("value")));
                identity = row.text("identity");
                versionTag = row.text("versionTag");
            } else if (cursor.templateId() == SettingsAppliedDecoder.TEMPLATE_ID) {
                RecordContent.read(catalogue, cursor).row().rows("settings")
                    .forEach(setting -> valueByKey.put(setting.text("key"), setting.text("newValue")));
            }
        }
    }

    /** ENTITY_JURISDICTION_BROKER_BOT of the last SessionStarted; empty before it. */
    String identity() {
        return identity;
    }

    /** Version of the code that decided, as the last SessionStarted says; empty before it. */
    String versionTag() {
        return versionTag;
    }

    /** KEY=VALUE lines in the order of the record. */
    String text() {
        StringBuilder text = new StringBuilder();
        valueByKey.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
