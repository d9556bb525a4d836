package io.tradebot.replay.whatif;

import io.tradebot.journal.event.ExternalFillObservedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderSentDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.SessionEndedDecoder;
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
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final TreeMap<Integer, Group> groupByNumber = new TreeMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private boolean isEnded;
    private int number = -1;
    private long sequence;
    private long groupSequence;
    private long groupTimeNanos;
    private int openFromNumber;
    private long wholeSequence;

    /** What followed one input. */
    record Group(long sequence, long timeNanos, List<String> lines) {
    }

    /** What facts that come later can name. */
    record Execution(long orderId, String executionId, int instrumentId, long qtyE9) {
    }

    /** True for facts about orders: the answers of a broker or of the simulated exchange. */
    static boolean isAnswer(int templateId) {
        return templateId >= OrderSentDecoder.TEMPLATE_ID && templateId <= ExternalFillObservedDecoder.TEMPLATE_ID;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        RecordCursor c = cursor.wrap(body, offset, length);
        c.next();
        if (isEnded || !isAnswer(c.templateId())) { // nobody answers once the session has ended
            number++;
            groupSequence = sequence;
            groupTimeNanos = timeNanos;
        }
        if (c.templateId() == MinuteClosedDecoder.TEMPLATE_ID) {
            openFromNumber = number;
            wholeSequence = sequence - 1;
        }
        isEnded |= c.templateId() == SessionEndedDecoder.TEMPLATE_ID;
        if (c.templateId() == OrderFilledDecoder.TEMPLATE_ID) {
            filled.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
            executions.add(new Execution(filled.orderId(), filled.executionId(), filled.instrumentId(), filled.qtyE9()));
        }
        printer.line(c); // learns names
        while (c.next()) {
            Group group = groupByNumber.computeIfAbsent(number, n -> new Group(groupSequence, groupTimeNanos, new ArrayList<>()));
            group.lines().add(COUNTERS.matcher(printer.line(c)).replaceAll(""));
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

    /** Last sequence whose minute is whole, for a journal that breaks off: behind it the answers of the exchange may be missing. */
    long wholeSequence() {
        return wholeSequence;
    }

    /** Number of the input from which a journal that breaks off is not whole. */
    int openFromNumber() {
        return openFromNumber;
    }

    /** Forgets what followed this input and later ones. */
    void cutAt(int firstNumber) {
        groupByNumber.tailMap(firstNumber, true).clear();
    }

    /** True behind the end of the session. */
    boolean isEnded() {
        return isEnded;
    }

    /** True when a later fact about an order, a lot or a position means the same in both runs. */
    boolean hasSameExecutions(DecisionGroups other) {
        return executions.equals(other.executions);
    }

    long decisionCount() {
        return groupByNumber.values().stream().mapToLong(group -> group.lines().size()).sum();
    }
}
