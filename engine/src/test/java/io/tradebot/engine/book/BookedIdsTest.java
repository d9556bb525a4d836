package io.tradebot.engine.book;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BookedIdsTest {

    private final BookedIds ids = new BookedIds();

    @Test
    void shouldKnowAnIdOfItsKindOnly() {
        assertFalse(ids.isKnown(BookedIds.Kind.FEE, "A1"));
        ids.add(BookedIds.Kind.FEE, "A1");
        assertTrue(ids.isKnown(BookedIds.Kind.FEE, "A1"));
        assertFalse(ids.isKnown(BookedIds.Kind.TRANSFER, "A1"));
        assertFalse(ids.isKnown(BookedIds.Kind.FEE, "A2"));
    }

    @Test
    void shouldNeverKnowAnEmptyId() {
        ids.add(BookedIds.Kind.PAYMENT, "");
        assertFalse(ids.isKnown(BookedIds.Kind.PAYMENT, ""));
    }
}
