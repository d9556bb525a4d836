package io.tradebot.engine.pipeline;

import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;

/** Journal and broker in one: what was asked of them, in order, and what is to break. Any thread. */
final class CallLog implements ExcerptSink, BrokerPort {

    private final RecordedExcerpts excerpts = new RecordedExcerpts();
    private final List<String> calls = new ArrayList<>();
    private final String breaksAt;

    /** Throws at the first call that begins with this text, after noting it. */
    CallLog(String breaksAt) {
        this.breaksAt = breaksAt;
    }

    CallLog() {
        this("nowhere");
    }

    private synchronized void note(String call) {
        calls.add(call);
        if (call.startsWith(breaksAt)) {
            throw new IllegalStateException("broken on purpose at " + call);
        }
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Names of the input and the decisions of each excerpt, each name once. */
    synchronized List<List<String>> journaled() {
        return excerpts.excerpts().stream().map(excerpt -> excerpt.records().stream().map(record -> record.type().name()).distinct().toList()).toList();
    }

    synchronized RecordedExcerpts excerpts() {
        return excerpts;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        byte[] copy = new byte[length];
        body.getBytes(offset, copy);
        List<RecordContent> records = new RecordedExcerpts.Excerpt(timeNanos, copy).records();
        boolean hasIntent = records.stream().anyMatch(record -> record.type().name().equals("OrderRequested"));
        note("append" + (hasIntent ? " intent" : ""));
        synchronized (this) {
            return excerpts.append(body, offset, length, timeNanos);
        }
    }

    @Override
    public void sync() {
        boolean hasIntent;
        synchronized (this) {
            hasIntent = !calls.isEmpty() && calls.get(calls.size() - 1).equals("append intent");
        }
        note("sync" + (hasIntent ? " intent" : ""));
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        note("submit " + ticket.orderId);
    }

    @Override
    public void cancelOrder(long orderId) {
        note("cancel " + orderId);
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        note("replace " + orderId);
    }
}
