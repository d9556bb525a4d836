package io.tradebot.ops.daemon;

import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.adapters.paper.PaperBroker;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * What the paper broker really has, by its own log alone: a copy of the log is opened by a broker without faults, which is asked for
 * everything it knows.
 *
 * @param receivedByClientId how often each intent arrived, counted in the log
 * @param againCount         arrivals that the broker knew already
 * @param executionIds       all executions ever, also those that were taken back
 * @param unitsByInstrument  positions, units x 10^9, short ones negative
 */
record BrokerTruth(Map<String, Integer> receivedByClientId, int againCount, Set<String> executionIds, Map<Integer, Long> unitsByInstrument) {

    static BrokerTruth of(Path log) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(log);
        Set<String> executions = new TreeSet<>();
        Map<Integer, Long> units = new TreeMap<>();
        for (String line : ask(log, lines)) {
            String word = line.split(" ")[2];
            if (word.equals("filled") || word.equals("corrected")) {
                executions.add(value(line, "execution"));
            } else if (word.equals("position")) {
                units.put(Integer.parseInt(value(line, "instrument")), Long.parseLong(value(line, "units")));
            }
        }
        units.values().removeIf(value -> value == 0);
        int again = (int) lines.stream().filter(BrokerTruth::isSubmit).filter(line -> value(line, "again").equals("1")).count();
        return new BrokerTruth(received(log), again, executions, units);
    }

    /** How often each intent arrived that the broker did not know already. */
    static Map<String, Integer> received(Path log) throws IOException {
        Map<String, Integer> received = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            if (isSubmit(line)) {
                received.merge(value(line, "client"), value(line, "again").equals("1") ? 0 : 1, Integer::sum);
            }
        }
        return received;
    }

    private static boolean isSubmit(String line) {
        return line.startsWith("> ") && line.split(" ", 4)[2].equals("submit");
    }

    private static List<String> ask(Path log, List<String> lines) throws IOException, InterruptedException {
        Path copy = Files.copy(log, Files.createTempDirectory(log.getParent(), "asked").resolve("broker.log"));
        long lastNanos = Long.parseLong(lines.get(lines.size() - 1).split(" ")[1]);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        PaperBroker broker = new PaperBroker(PaperDay.settings(), id -> "#" + id, () -> lastNanos, fault::set, copy, FaultPlan.of(0));
        try {
            InputGateway gateway = new InputGateway(new LoopPipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)),
                new JournalStage(new Nowhere()), new DispatchStage(broker, broker)));
            gateway.sessionStarted(lastNanos, RunMode.PAPER, PaperDay.settings().entries(), PaperDay.IDENTITY, SettingsTable.PRODUCT_VERSION_TAG);
            broker.start(gateway);
            broker.requestSnapshot(1_000_000, 0);
            broker.awaitIdle();
        } finally {
            broker.close();
        }
        assertNull(fault.get());
        List<String> asked = Files.readAllLines(copy);
        return asked.subList(lines.size(), asked.size());
    }

    /** The value of a key in a line of the log. */
    static String value(String line, String key) {
        for (String word : line.split(" ")) {
            if (word.startsWith(key + "=")) {
                return word.substring(key.length() + 1);
            }
        }
        throw new AssertionError("no " + key + " in: " + line);
    }

    /** What a broker alone says is kept nowhere. */
    private static final class Nowhere implements ExcerptSink {

        private long sequence;

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            return sequence++;
        }

        @Override
        public void sync() {
            // nothing is kept
        }
    }
}
