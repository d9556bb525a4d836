package io.tradebot.engine.recovery;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.HaltedException;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.MidStrategy;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalException;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.log.WriterOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecoveryTest {

    private static final WriterOptions OPTIONS = WriterOptions.defaults().withBlockLength(1L << 20).reserving(0, 0);

    @TempDir
    Path temp;
    private CrashChild place;

    @BeforeEach
    void choosePlace() throws IOException {
        place = new CrashChild(Files.createDirectory(temp.resolve("place")));
    }

    private Recovered open() {
        return Recovery.open(place.journal(), OPTIONS, StrategyCatalog::load);
    }

    private CrashHost host() throws IOException {
        CrashHost host = new CrashHost(place.journal(), place.brokerLog(), OPTIONS);
        host.begin();
        return host;
    }

    private static InputGateway loop(Recovered recovered, BrokerPort broker) {
        return new InputGateway(new LoopPipeline(new DecideStage(recovered.engine()), JournalStage.live(recovered.writer()), new DispatchStage(broker)));
    }

    @Test
    void shouldSayThatThereIsNothingYet() {
        Recovered recovered = open();
        recovered.writer().close();
        assertTrue(recovered.isNew());
        assertEquals("", recovered.stateHash());
        assertEquals(-1, recovered.sequence());
        assertEquals(List.of(), recovered.unresolved());
    }

    @Test
    void shouldBeInTheStateThatTheDeadProcessWasIn() throws IOException {
        CrashChild left;
        String hash;
        long count;
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
            host.days().untilOrders(host.days().nextDay());
            host.recovered().writer().sync();
            left = place.copyTo(temp.resolve("left")); // as kill -9 leaves it
            hash = HashChain.hex(host.recovered().engine().stateHash());
            count = host.recovered().writer().nextSequence();
        }
        Recovered recovered = Recovery.open(left.journal(), OPTIONS, StrategyCatalog::load);
        recovered.writer().close();
        assertEquals(hash, recovered.stateHash());
        assertEquals(count - 1, recovered.sequence());
        assertEquals(JournalVerifier.verify(left.journal()).headChain(), recovered.chainHead());
        assertFalse(recovered.report().wasClosed());
        assertEquals(6, recovered.unresolved().size(), "a stop and a target for each of three positions: " + recovered.unresolved());
        UnresolvedOrder order = recovered.unresolved().get(0);
        assertEquals("BOT1-20240306-" + order.orderId(), order.clientOrderId());
        assertEquals(OrderState.ACKED, order.state());
    }

    @Test
    void shouldNameOrdersThatTheBrokerMayNeverHaveSeen() {
        Recovered recovered = open();
        InputGateway gateway = loop(recovered, new SilentBroker());
        MadeUpDays.startSession(gateway, MadeUpDays.FIRST_NANOS);
        MadeUpDays days = new MadeUpDays(gateway, MadeUpDays.FIRST_NANOS, nanos -> { });
        days.untilOrders(days.nextDay());
        recovered.writer().close();
        Recovered again = open();
        again.writer().close();
        assertEquals(9, again.unresolved().size());
        assertTrue(again.unresolved().stream().allMatch(order -> order.clientOrderId().equals("BOT1-20240305-" + order.orderId()) && order.filledQtyE9() == 0));
    }

    /** Behind the checkpoint the days are traded with one slot, as somebody asked for on an evening; the checkpoint's record says three. */
    @Test
    void shouldGoOnWithSettingsThatChangedBehindTheLastCheckpoint() throws IOException {
        CrashChild left;
        String hash;
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
            host.changeSettings(Map.of("MAX_TRADES", "1", "WEIGHTS", "1", "HARD_EXIT_MINUTES", "7"));
            host.days().trade(host.days().nextDay());
            host.changeSettings(Map.of("MAX_TRADES", "2", "WEIGHTS", "0.5,0.5"));
            host.days().untilOrders(host.days().nextDay());
            host.recovered().writer().sync();
            left = place.copyTo(temp.resolve("left"));
            hash = HashChain.hex(host.recovered().engine().stateHash());
        }
        Recovered recovered = Recovery.open(left.journal(), OPTIONS, StrategyCatalog::load);
        recovered.writer().close();
        assertEquals(hash, recovered.stateHash());
        assertEquals(0, recovered.checkpointSequence(), "a change writes no checkpoint");
        assertEquals(4, recovered.unresolved().size(), "a stop and a target for each of two positions: " + recovered.unresolved());
        try (CrashHost host = new CrashHost(left.journal(), left.brokerLog(), OPTIONS)) { // and so does a process that goes on
            host.begin();
            host.days().trade(host.days().nextDay());
            host.startSession();
            host.days().trade(host.days().nextDay());
        }
        Map<Integer, Integer> entriesByDay = entriesByDay(left.journal());
        assertEquals(List.of(3, 1, 2, 3), List.copyOf(entriesByDay.values()), entriesByDay.toString());
        assertTrue(JournalVerifier.verify(left.journal()).isSound());
        Recovered last = Recovery.open(left.journal(), OPTIONS, StrategyCatalog::load);
        last.writer().close();
        assertTrue(last.checkpointSequence() > recovered.sequence());
    }

    private static Map<Integer, Integer> entriesByDay(Path journal) {
        Map<Integer, Integer> countByDay = new TreeMap<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == PositionOpenedDecoder.TEMPLATE_ID) {
                        countByDay.merge((int) (reader.timeNanos() / 86_400_000_000_000L), 1, Integer::sum);
                    }
                }
            }
        }
        return countByDay;
    }

    @Test
    void shouldReadNoFurtherBackThanTheLastSession() throws IOException {
        for (int session = 0; session < 3; session++) {
            try (CrashHost host = host()) {
                if (session > 0) {
                    host.startSession();
                }
                host.days().trade(host.days().nextDay());
            }
        }
        VerificationReport report = JournalVerifier.verify(place.journal());
        Recovered recovered = open();
        recovered.writer().close();
        assertTrue(recovered.checkpointSequence() >= report.segments().get(2).firstSequence(), recovered.checkpointSequence() + " of " + report.segments());
        assertEquals(recovered.sequence() + 1 - recovered.checkpointSequence(), recovered.decidedCount());
        Redecision full = new Redecision(StrategyCatalog::load);
        try (JournalReader reader = JournalReader.open(place.journal())) {
            while (reader.next()) {
                assertEquals(Optional.empty(), full.decide(reader));
            }
        }
        assertEquals(HashChain.hex(full.engine().stateHash()), recovered.stateHash());
        assertTrue(full.excerptCount() > 2 * recovered.decidedCount());
    }

    @Test
    void shouldRefuseAJournalThatThisProgramDecidesOtherwise() throws IOException {
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
        }
        long count = JournalVerifier.verify(place.journal()).excerptCount();
        RecoveryRefusedException refused = assertThrows(RecoveryRefusedException.class,
            () -> Recovery.open(place.journal(), OPTIONS, () -> List.of(new BlindStrategy())));
        String message = refused.getMessage();
        assertTrue(message.contains(place.journal() + " is not continued: at sequence " + refused.sequence() + " this program decides otherwise")
            && message.contains("journal: SignalRaised") && message.contains("version v") && message.contains("'tradebot audit " + place.journal() + "'"), message);
        try (JournalReader reader = JournalReader.open(place.journal(), refused.sequence())) {
            assertTrue(reader.next());
        }
        assertEquals(count, JournalVerifier.verify(place.journal()).excerptCount(), "nothing was written");
        open().writer().close(); // the right program may
    }

    @Test
    void shouldPassOverTheInputThatTheEngineFaultedOn() {
        Recovered recovered = open();
        InputGateway gateway = loop(recovered, new SilentBroker());
        MadeUpDays.startSession(gateway, MadeUpDays.FIRST_NANOS);
        String hash = HashChain.hex(recovered.engine().stateHash());
        long guilty = recovered.writer().nextSequence();
        assertThrows(HaltedException.class, () -> gateway.timeAdvanced(MadeUpDays.FIRST_NANOS - 1, ClockSource.TEST));
        recovered.writer().close();

        Recovered again = open();
        assertEquals(List.of(guilty), again.faultSequences());
        assertEquals(hash, again.stateHash());
        loop(again, new SilentBroker()).timeAdvanced(MadeUpDays.FIRST_NANOS, ClockSource.TEST);
        again.writer().close();

        Recovered third = open();
        third.writer().close();
        assertEquals(HashChain.hex(again.engine().stateHash()), third.stateHash());
        assertEquals(guilty + 1, third.sequence());
    }

    @Test
    void shouldFindThatTheFaultIsStillThere() {
        Recovered recovered = open();
        InputGateway gateway = loop(recovered, new SilentBroker());
        MadeUpDays.startSession(gateway, MadeUpDays.FIRST_NANOS);
        assertThrows(HaltedException.class, () -> gateway.timeAdvanced(MadeUpDays.FIRST_NANOS - 1, ClockSource.TEST));
        recovered.writer().close();
        Redecision redecision = new Redecision(StrategyCatalog::load);
        try (JournalReader reader = JournalReader.open(place.journal())) {
            while (reader.next()) {
                assertTrue(redecision.decide(reader).isEmpty());
            }
        }
        assertTrue(redecision.end().isEmpty(), "it throws the same");
    }

    /** A file of the journal is not what it was; each is named, with where journal and anchor end, and a command that helps. */
    @Test
    void shouldRefuseALiveStartOnAJournalThatLost() throws IOException {
        CrashChild older;
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
            host.recovered().writer().sync();
            older = place.copyTo(temp.resolve("older"));
            host.days().trade(host.days().nextDay());
        }
        CrashChild foreign = new CrashChild(Files.createDirectory(temp.resolve("foreign")));
        try (CrashHost host = new CrashHost(foreign.journal(), foreign.brokerLog(), OPTIONS)) {
            host.begin();
        }
        Path segment = Path.of("00000001");
        refuse("missing", file -> Files.delete(file));
        refuse("shortened", file -> cut(file, Files.size(file) / 2));
        refuse("emptied", file -> cut(file, 0));
        refuse("older", file -> {
            Files.copy(file(older.journal().resolve(segment)), file, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling("manifest")); // as the older copy had none
        });
        refuse("foreign", file -> {
            Files.copy(file(foreign.journal().resolve(segment)), file, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(foreign.journal().resolve(segment).resolve("manifest"), file.resolveSibling("manifest"),
                StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /** Changes one file. */
    private interface Change {
        void apply(Path file) throws IOException;
    }

    private void refuse(String name, Change change) throws IOException {
        CrashChild changed = place.copyTo(temp.resolve("case-" + name));
        change.apply(file(changed.journal().resolve("00000001")));
        JournalException refused = assertThrows(JournalException.class, () -> Recovery.open(changed.journal(), OPTIONS, StrategyCatalog::load), name);
        String message = refused.getMessage();
        assertTrue(message.matches("(?s).*is not continued: journal ends at -?\\d+, anchor says \\d+: .*"), name + ": " + message);
        assertTrue(message.contains(changed.journal() + "/") && message.contains("'tradebot journal verify " + changed.journal() + "'")
            && message.contains("'tradebot journal repair " + changed.journal() + "'"), name + ": " + message);
    }

    private static Path file(Path segment) throws IOException {
        try (Stream<Path> files = Files.list(segment)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    private static void cut(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private static final class SilentBroker implements BrokerPort {
        @Override
        public void submitOrder(OrderTicket ticket) {
            // never answers
        }

        @Override
        public void cancelOrder(long orderId) {
            // never answers
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            // never answers
        }
    }

    /** MID that sees no signal. */
    private static final class BlindStrategy implements Strategy {

        private final MidStrategy mid = new MidStrategy();

        @Override
        public String name() {
            return mid.name();
        }

        @Override
        public void configure(EngineSettings settings) {
            mid.configure(settings);
        }

        @Override
        public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
            return mid.findSetup(symbol, window, setup);
        }

        @Override
        public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
            return false;
        }

        @Override
        public ExitPlan exitPlan() {
            return mid.exitPlan();
        }
    }
}
