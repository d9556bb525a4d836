package io.tradebot.replay.whatif;

import io.tradebot.journal.event.ExternalFillObservedDecoder;
import io.tradebot.journal.event.OrderSentDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Decisions of a run, grouped by the input from outside that they follow, so that two runs over the same market can be laid
 * beside each other although their orders were answered differently. Not thread safe.
 */
final class DecisionGroups implements ExcerptSink {

    /** Counters: after one order more, all later ones have other numbers without being other orders. */
    private static final Pattern COUNTERS =
        Pattern.compile(" (orderId|parentOrderId|ocoGroupId|positionId|lotId|clientOrderId)=\\S+");

    private final RecordCursor cursor = new RecordCursor();
    private final RecordPrinter printer = new RecordPrinter();
    private final TreeMap<Integer, Group> groupByNumber = new TreeMap<>();
    private int number = -1;
    private long sequence;
    private long groupSequence;
    private long groupTimeNanos;
    private long decisionCount;

    /** What followed one input. */
    record Group(long sequence, long timeNanos, List<String> lines) {
    }

    /** True for facts about orders: the answers of a broker or of the simulated exchange. */
    static boolean isAnswer(int templateId) {
        return templateId >= OrderSentDecoder.TEMPLATE_ID && templateId <= ExternalFillObservedDecoder.TEMPLATE_ID;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        RecordCursor c = cursor.wrap(body, offset, length);
        c.next();
        if (!isAnswer(c.templateId())) {
            number++;
            groupSequence = sequence;
            groupTimeNanos = timeNanos;
        }
        printer.line(c); // learns names
        while (c.next()) {
            Group group = groupByNumber.computeIfAbsent(number, n -> new Group(groupSequence, groupTimeNanos, new ArrayList<>()));
            group.lines().add(COUNTERS.matcher(printer.line(c)).replaceAll(""));
            decisionCount++;
        }
        return sequence++;
    }

    @Override
    public void sync() {
        // nothing is kept
    }

    /** Groups with decisions, by the number of their input. */
    TreeMap<Integer, Group> groups() {
        return groupByNumber;
    }

    long decisionCount() {
        return decisionCount;
    }
}
