package io.tradebot.projections.ledger;

import io.tradebot.projections.ledger.Draft.Purpose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Says to which execution the lots of an excerpt belong. Mostly it is the input's. Behind a correction it is first the new
 * execution and then, in the order in which they once came, those that rested on the old one. Runner's thread.
 */
final class BookedAgain {

    /** An execution; {@code executionId} null when none is named, {@code linkedFitid} null when it is booked for the first time. */
    record Execution(String executionId, long executedNanos, String linkedFitid) {
    }

    private record Waiting(Execution execution, long qtyE9) {
    }

    private final ExcerptPostings book;
    private final InputFact input;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long sequence = -1;
    private long leftQtyE9;

    BookedAgain(ExcerptPostings book, InputFact input) {
        this.book = book;
        this.input = input;
    }

    /** The execution of a lot with this quantity. */
    Execution take(long qtyE9) {
        if (book.drafts().stream().noneMatch(draft -> draft.purpose == Purpose.REVERSAL)) {
            return new Execution(input.isFill() ? input.executionId() : null, input.executedNanos(), null);
        }
        if (sequence != book.excerpt().sequence()) {
            sequence = book.excerpt().sequence();
            collect();
        }
        while (leftQtyE9 == 0 && waiting.size() > 1) {
            waiting.removeFirst();
            leftQtyE9 = waiting.getFirst().qtyE9();
        }
        leftQtyE9 = Math.max(0, leftQtyE9 - qtyE9);
        return waiting.isEmpty() ? new Execution(null, input.executedNanos(), null) : waiting.getFirst().execution();
    }

    private void collect() {
        waiting.clear();
        List<Draft> reversals = new ArrayList<>(book.drafts().stream().filter(draft -> draft.purpose == Purpose.REVERSAL).toList());
        Collections.reverse(reversals);
        Draft meant = reversals.remove(0); // those that rested on it were taken back before it
        if (input.isCorrection()) {
            waiting.add(new Waiting(new Execution(input.executionId(), input.executedNanos(), meant.linkedFitid), input.qtyE9()));
        }
        for (Draft reversal : reversals) {
            waiting.add(new Waiting(new Execution(reversal.executionId, reversal.executedNanos, reversal.linkedFitid), reversal.sizeE9));
        }
        leftQtyE9 = waiting.isEmpty() ? 0 : waiting.getFirst().qtyE9();
    }
}
