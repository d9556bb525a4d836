package io.tradebot.engine.recovery;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.SegmentSummary;
import io.tradebot.journal.log.VerificationReport;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What must hold behind the death of a CrashHost, whenever it died: recovers its journal in this process, compares with the file of the
 * broker and with an engine that never died, goes on, and reads everything back.
 */
final class CrashCheck {

    private final CrashChild child;
    private final Map<Long, String> clientOrderIdById = new TreeMap<>();
    private final Set<String> executionIds = new TreeSet<>();
    private long excerptCount;
    private int recoveredCount;
    private String undisturbedHash = "";

    private CrashCheck(CrashChild child) {
        this.child = child;
    }

    /** Checks; returns what recovery found. With a loss accepted by a repair the broker may know more than the journal. */
    static Recovered check(CrashChild child, boolean isLossAccepted) throws IOException {
        return new CrashCheck(child).check(isLossAccepted);
    }

    private Recovered check(boolean isLossAccepted) throws IOException {
        Recovered recovered = Recovery.open(child.journal(), CrashHost.options(child.sealKey()), StrategyCatalog::load);
        try {
            read();
            assertEquals(excerptCount - 1, recovered.sequence(), "the journal and the recovered engine end at the same sequence");
            assertEquals(undisturbedHash, recovered.stateHash(), "state of an engine that decided the same inputs without a break");
            if (!isLossAccepted) {
                compareWithBroker(recovered);
            }
            goOn(recovered);
        } finally {
            recovered.writer().close();
        }
        long expected = recovered.writer().nextSequence();
        VerificationReport report = JournalVerifier.verify(child.journal());
        assertTrue(report.isSound() && report.isClosed(), report.findings()::toString);
        assertEquals(expected, report.excerptCount());
        read();
        assertEquals(expected, excerptCount, "everything appended can be read");
        long setAside = report.segments().stream().map(SegmentSummary::state).filter("damaged"::equals).count();
        assertTrue(recoveredCount >= setAside, setAside + " segments were set aside, " + recoveredCount + " records tell of it");
        return recovered;
    }

    /** Reads the journal, and lets an engine of its own decide all inputs that are not about the journal itself. */
    private void read() {
        TradingEngine engine = new TradingEngine(StrategyCatalog::load);
        RecordBatch batch = new RecordBatch();
        RecordCursor cursor = new RecordCursor();
        OrderRequestedDecoder requested = new OrderRequestedDecoder();
        OrderFilledDecoder filled = new OrderFilledDecoder();
        boolean isStarted = false;
        excerptCount = 0;
        recoveredCount = 0;
        try (JournalReader reader = JournalReader.open(child.journal())) {
            while (reader.next()) {
                excerptCount++;
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                cursor.next();
                if (cursor.templateId() == JournalRecoveredDecoder.TEMPLATE_ID) {
                    recoveredCount++;
                } else if (cursor.templateId() != JournalSealedDecoder.TEMPLATE_ID) {
                    batch.copyFrom(reader.buffer(), reader.bodyOffset(), RecordBatch.PREFIX_LENGTH + cursor.length(), 1);
                    engine.decide(batch, reader.timeNanos());
                    isStarted = true;
                }
                do {
                    if (cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                        requested.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                        clientOrderIdById.put(requested.orderId(), requested.clientOrderId());
                    } else if (cursor.templateId() == OrderFilledDecoder.TEMPLATE_ID) {
                        filled.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                        executionIds.add(filled.executionId());
                    }
                } while (cursor.next());
            }
        }
        undisturbedHash = isStarted ? HashChain.hex(engine.stateHash()) : "";
    }

    private void compareWithBroker(Recovered recovered) throws IOException {
        BrokerLog log = BrokerLog.read(child.brokerLog());
        assertEquals(log.sent().size(), log.intentById().size(), "no order was sent twice: " + log.sent());
        log.intentById().values().forEach(intent ->
            assertEquals(intent.clientOrderId(), clientOrderIdById.get(intent.orderId()), "the journal has what the broker received: " + intent));
        assertTrue(clientOrderIdById.keySet().containsAll(log.acknowledged()), "the journal has every acknowledged intent");
        assertTrue(clientOrderIdById.keySet().containsAll(log.cancelled()) && clientOrderIdById.keySet().containsAll(log.replaced()));
        assertTrue(executionIds.containsAll(log.taken()), "the journal has every execution that was taken");
        Set<Long> unresolved = new TreeSet<>();
        recovered.unresolved().forEach(order -> {
            unresolved.add(order.orderId());
            assertEquals(clientOrderIdById.get(order.orderId()), order.clientOrderId());
        });
        for (long id = 1; id <= clientOrderIdById.size(); id++) {
            assertTrue(unresolved.contains(id) || log.intentById().containsKey(id) || Files.readString(child.brokerLog()).isEmpty() || isOld(id, log),
                "order " + id + " is journaled, was not sent, and nobody is going to ask about it");
        }
    }

    /** An order that never reached the broker was asked about by a later process, and is settled. */
    private static boolean isOld(long orderId, BrokerLog log) {
        return log.intentById().keySet().stream().anyMatch(id -> id > orderId);
    }

    private static void goOn(Recovered recovered) {
        InputGateway gateway = new InputGateway(new LoopPipeline(new DecideStage(recovered.engine()), JournalStage.live(recovered.writer()),
            new DispatchStage(new NoBroker())));
        if (recovered.stateHash().isEmpty()) {
            MadeUpDays.startSession(gateway, MadeUpDays.FIRST_NANOS);
        }
        long timeNanos = Math.max(MadeUpDays.FIRST_NANOS, recovered.timeNanos());
        gateway.timeAdvanced(timeNanos, ClockSource.TEST);
        gateway.timeAdvanced(timeNanos, ClockSource.TEST);
    }

    private static final class NoBroker implements BrokerPort {
        @Override
        public void submitOrder(OrderTicket ticket) {
            throw new AssertionError("nothing is due at the moment of the last input");
        }

        @Override
        public void cancelOrder(long orderId) {
            throw new AssertionError("nothing is due at the moment of the last input");
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            throw new AssertionError("nothing is due at the moment of the last input");
        }
    }
}
