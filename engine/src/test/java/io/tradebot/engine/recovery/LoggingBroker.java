package io.tradebot.engine.recovery;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A broker that remembers in a file of its own, forced to disk line by line, what it was sent and what it answered: it outlives the
 * process under test. Market orders fill in two parts, others rest until they are cancelled. Called by the dispatch stage; the
 * answers wait for the thread of the feed.
 */
final class LoggingBroker implements BrokerPort, AutoCloseable {

    /** One answer; publishes itself. */
    interface Answer {
        void publish(InputGateway gateway, long timeNanos);
    }

    private final BrokerLog known;
    private final FileChannel log;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    LoggingBroker(Path file) throws IOException {
        known = BrokerLog.read(file);
        log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** The next answer, null when there is none now. */
    Answer nextAnswer() {
        return answers.poll();
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        long orderId = ticket.orderId;
        boolean isMarket = ticket.orderType == OrderType.MARKET;
        note("intent " + orderId + ' ' + ticket.clientOrderId + ' ' + ticket.instrumentId + ' ' + ticket.qtyE9 + ' ' + ticket.referencePriceE8
            + ' ' + isMarket);
        note("ack " + orderId);
        acknowledge(orderId);
        if (isMarket) {
            fill(new BrokerLog.Intent(orderId, ticket.clientOrderId, ticket.instrumentId, ticket.qtyE9, ticket.referencePriceE8, true));
        }
    }

    @Override
    public void cancelOrder(long orderId) {
        note("cancel " + orderId);
        answers.add((gateway, timeNanos) -> gateway.orderCancelled(timeNanos, orderId, CancelReason.POSITION_CLOSED, 0));
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        note("replace " + orderId);
        answers.add((gateway, timeNanos) -> gateway.orderReplaced(timeNanos, orderId, qtyE9, limitPriceE8, stopPriceE8));
    }

    private void acknowledge(long orderId) {
        answers.add((gateway, timeNanos) -> gateway.orderSent(timeNanos, orderId));
        answers.add((gateway, timeNanos) -> gateway.orderAcknowledged(timeNanos, orderId, "B" + orderId));
    }

    private void fill(BrokerLog.Intent intent) {
        long half = intent.qtyE9() / 2;
        fill(intent, "E" + intent.orderId() + "-1", half, intent.qtyE9() - half);
        fill(intent, "E" + intent.orderId() + "-2", intent.qtyE9() - half, 0);
    }

    private void fill(BrokerLog.Intent intent, String executionId, long qtyE9, long leavesQtyE9) {
        note("fill " + intent.orderId() + ' ' + executionId);
        answers.add((gateway, timeNanos) -> gateway.orderFilled(timeNanos, intent.orderId(), intent.instrumentId(), timeNanos, intent.priceE8(), qtyE9,
            leavesQtyE9, 0, executionId));
        answers.add((gateway, timeNanos) -> note("taken " + executionId)); // the fill before it is journaled and acknowledged by then
    }

    /** What a process that has just recovered asks about each order without a final state. */
    void ask(UnresolvedOrder order) {
        BrokerLog.Intent intent = known.intentById().get(order.orderId());
        if (intent == null) {
            answers.add((gateway, timeNanos) -> gateway.orderNotFound(timeNanos, order.orderId()));
            return;
        }
        if (!intent.clientOrderId().equals(order.clientOrderId())) {
            throw new IllegalStateException("order " + order.orderId() + " is asked about as " + order.clientOrderId() + ", it was sent as "
                + intent.clientOrderId());
        }
        acknowledge(order.orderId());
        if (order.state() == OrderState.PENDING_CANCEL || known.cancelled().contains(order.orderId())) {
            cancelOrder(order.orderId());
        } else if (order.state() == OrderState.PENDING_REPLACE) {
            answers.add((gateway, timeNanos) -> gateway.orderReplaceRejected(timeNanos, order.orderId(), "unknown to the test"));
        } else if (intent.isMarket()) {
            fill(intent);
        }
    }

    private void note(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
            log.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
