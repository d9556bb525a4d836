package io.tradebot.replay.explain;

import io.tradebot.journal.event.RecordContent;

/**
 * One record with its place in the journal. Immutable, any thread.
 *
 * @param sequence  excerpt
 * @param index     record in the excerpt, 0 is the input
 * @param timeNanos engine time of the excerpt
 * @param content   its values
 */
record Fact(long sequence, int index, long timeNanos, RecordContent content) {

    int id() {
        return content.type().id();
    }

    boolean is(int templateId) {
        return id() == templateId;
    }

    boolean has(String field) {
        return content.row().has(field) && content.row().number(field) != null;
    }

    /** The stored number; 0 when it is null or the writer did not know the field. */
    long number(String field) {
        Long value = content.row().block().fields().stream().anyMatch(known -> known.name().equals(field))
            ? content.row().number(field) : null;
        return value == null ? 0 : value;
    }

    /** Name of an enum's value; empty when it is null. */
    String word(String field) {
        return content.row().enumValue(field) == null ? "" : content.row().enumValue(field).name();
    }

    String text(String field) {
        return content.row().text(field);
    }
}
