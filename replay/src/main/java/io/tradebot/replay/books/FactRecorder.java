package io.tradebot.replay.books;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.recovery.Redecision;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.OrderCancelRequestedDecoder;
import io.tradebot.journal.event.OrderReplaceRequestedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.ProcessStartedEncoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.ProcessStoppedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordComposer;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RecordType;
import io.tradebot.journal.event.SessionEndedDecoder;
import io.tradebot.journal.event.StartCause;
import io.tradebot.journal.event.StopCause;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds outside facts to the journal of a run that has ended: account facts, broker statements, corporate actions, opening
 * positions, a chart of accounts, reserve overrides, lot designations. Not thread safe.
 *
 * <p>The journal is opened as a continuation: verified and locked, all its inputs decided again and compared, then ProcessStarted,
 * each fact with what the engine decides on it, and ProcessStopped. Everything is decided before anything is written, so that a file
 * with one problem leaves the journal as it is.
 */
public final class FactRecorder {

    /** What may be added. A run that trades takes the same from its broker and its pages. */
    public static final Set<String> RECORDS = new TreeSet<>(Set.of("InstrumentDefined", "CorporateActionAnnounced", "FillBusted", "FillCorrected",
        "FeeCharged", "ExternalFillObserved", "AccountObserved", "PositionObserved", "BrokerStatementLineObserved", "CashTransferred", "DividendPaid",
        "InterestPosted", "OptionLifecycleObserved", "OpeningPositionObserved", "ReconciliationCompleted", "ChartOfAccountsChanged",
        "ReserveOverridden", "LotsDesignated", "OperatorCommanded"));

    private static final Set<Integer> FOR_THE_BROKER = Set.of(OrderRequestedDecoder.TEMPLATE_ID, OrderCancelRequestedDecoder.TEMPLATE_ID,
        OrderReplaceRequestedDecoder.TEMPLATE_ID);
    private static final String ORIGIN = "origin";
    private static final int PROCESS_ROOM = 1024;
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** How the engine took a fact. */
    public enum Verdict {
        /** It is in the books, or changed what the engine knows. */
        BOOKED,
        /** The engine said no; the journal has both. */
        REFUSED,
        /** Known from now on; nothing follows from it yet. */
        NOTED
    }

    /**
     * Answer to one fact.
     *
     * @param line      line of the file, from 1
     * @param record    name of the record
     * @param sequence  excerpt that holds it
     * @param decisions what the engine decided, one record a line
     */
    public record Answer(int line, String record, long sequence, Verdict verdict, List<String> decisions) {
    }

    /**
     * What came of a file: problems, and then nothing was written; or answers.
     *
     * @param difference first decision of the journal that comes out differently with this program; nothing was written then
     */
    public record Result(List<String> problems, Optional<String> difference, List<Answer> answers, long lastSequence, String chainHead) {
    }

    private record Excerpt(long timeNanos, byte[] body) {
    }

    private final Redecision redecision = new Redecision(StrategyCatalog::load);
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordNames names = new RecordNames();
    private final RecordPrinter printer = new RecordPrinter(catalogue, names);
    private final RecordComposer composer = new RecordComposer(names);
    private final RecordCursor cursor = new RecordCursor();
    private final List<String> problems = new ArrayList<>();
    private final List<Excerpt> excerpts = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private long lastSequence = -1;
    private long lastTimeNanos = Long.MIN_VALUE;
    private long journalTimeNanos;
    private boolean isEndedCleanly;
    private boolean isStarted;

    private FactRecorder() {
    }

    /**
     * Adds the facts of the lines, each a JSON object with {@code record}, {@code time} and the fields of that record as
     * {@link RecordComposer} takes them; empty lines are passed over. {@code origin} may be left out.
     *
     * @param isTrial decide only, write nothing
     * @throws io.tradebot.journal.log.JournalException when the journal is in use or damaged
     */
    public static Result record(Path journal, List<String> lines, boolean isTrial) {
        JournalReader.open(journal).close(); // a folder that is no journal must not become one
        try (JournalWriter writer = JournalWriter.open(journal)) {
            return new FactRecorder().run(journal, lines, writer, isTrial);
        }
    }

    private Result run(Path journal, List<String> lines, JournalWriter writer, boolean isTrial) {
        Optional<String> difference = fold(journal);
        if (difference.isPresent()) {
            return new Result(List.of(), difference, List.of(), lastSequence, "");
        }
        decideAll(lines);
        if (!problems.isEmpty() || answers.isEmpty()) {
            return new Result(problems.isEmpty() ? List.of("there is no fact in the file") : problems, Optional.empty(), List.of(), lastSequence, "");
        }
        stop();
        if (!isTrial) {
            for (Excerpt excerpt : excerpts) {
                writer.append(new UnsafeBuffer(excerpt.body()), 0, excerpt.body().length, excerpt.timeNanos());
            }
            writer.sync();
        }
        byte[] chain = new byte[HashChain.LENGTH];
        writer.copyChain(chain);
        return new Result(List.of(), Optional.empty(), answers, writer.nextSequence() - 1, HashChain.hex(chain));
    }

    /** Brings the engine to where the journal ends. */
    private Optional<String> fold(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                Optional<String> difference = redecision.decide(reader);
                if (difference.isPresent()) {
                    return difference;
                }
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                cursor.next();
                isEndedCleanly = cursor.templateId() == SessionEndedDecoder.TEMPLATE_ID || cursor.templateId() == ProcessStoppedDecoder.TEMPLATE_ID;
                do {
                    if (RecordNames.isNaming(cursor.templateId())) {
                        names.learn(RecordContent.read(catalogue, cursor));
                    }
                } while (cursor.next());
                lastSequence = reader.sequence();
                lastTimeNanos = reader.timeNanos();
            }
        }
        journalTimeNanos = lastTimeNanos;
        if (lastSequence < 0) {
            throw new IllegalArgumentException("the journal " + journal + " is empty");
        }
        return Optional.empty();
    }

    private void decideAll(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                decide(i + 1, lines.get(i));
            }
        }
    }

    private void decide(int line, String text) {
        Map<String, Object> values;
        try {
            values = JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() { });
        } catch (JsonProcessingException e) {
            problems.add("line " + line + ": is no JSON object: " + e.getOriginalMessage());
            return;
        }
        Object name = values == null ? null : values.remove("record");
        if (name == null || !RECORDS.contains(name)) {
            problems.add("line " + line + ": record: " + (name == null ? "is missing" : "'" + name + "' cannot be added") + "; give one of "
                + String.join(", ", RECORDS));
            return;
        }
        Long timeNanos = time(line, values.remove("time"));
        RecordType type = catalogue.named(name.toString()).orElseThrow();
        if (type.block().fields().stream().anyMatch(field -> field.name().equals(ORIGIN))) {
            values.putIfAbsent(ORIGIN, "COMMAND_LINE");
        }
        RecordBatch batch = new RecordBatch();
        composer.append(batch, type, values).forEach(problem -> problems.add("line " + line + ": " + problem));
        if (batch.recordCount() == 0) {
            return;
        }
        learn(batch);
        if (problems.isEmpty()) { // behind a problem the engine is not asked any more: it would be another state
            start(timeNanos);
            answer(line, type, batch, timeNanos);
        }
    }

    private void learn(RecordBatch batch) {
        cursor.wrap(batch.buffer(), 0, batch.length());
        cursor.next();
        names.learn(RecordContent.read(catalogue, cursor));
    }

    private Long time(int line, Object value) {
        try {
            long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, OffsetDateTime.parse(String.valueOf(value)));
            if (nanos < lastTimeNanos) {
                problems.add("line " + line + ": time: " + value + " is before " + instant(lastTimeNanos)
                    + ", to which the journal has come; a fact is known when it is given, its own dates may be earlier");
                return null;
            }
            lastTimeNanos = nanos;
            return nanos;
        } catch (DateTimeException | ArithmeticException e) {
            problems.add("line " + line + ": time: " + (value == null ? "is missing" : "'" + value + "' is no time")
                + "; write it as 2024-11-08T22:00:00Z or with another offset");
            return null;
        }
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private void answer(int line, RecordType type, RecordBatch batch, long timeNanos) {
        TradingEngine engine = redecision.engine();
        try {
            engine.decide(batch, timeNanos);
        } catch (RuntimeException | Error e) {
            problems.add("line " + line + ": the engine cannot take " + type.name() + ": " + e.getMessage());
            return;
        }
        List<String> decisions = new ArrayList<>();
        boolean isRefused = false;
        cursor.wrap(batch.buffer(), 0, batch.length());
        cursor.next();
        while (cursor.next()) {
            RecordType decision = catalogue.require(cursor.templateId());
            isRefused |= decision.name().endsWith("Refused");
            decisions.add(printer.line(cursor));
            if (FOR_THE_BROKER.contains(cursor.templateId())) {
                problems.add("line " + line + ": the broker would have to be asked for something (" + decision.name()
                    + "), which only a running bot can do");
            }
        }
        Verdict verdict = isRefused ? Verdict.REFUSED : decisions.isEmpty() ? Verdict.NOTED : Verdict.BOOKED;
        answers.add(new Answer(line, type.name(), lastSequence + 1 + excerpts.size(), verdict, decisions));
        keep(batch, timeNanos);
    }

    private void start(long timeNanos) {
        if (isStarted) {
            return;
        }
        isStarted = true;
        RecordBatch batch = new RecordBatch();
        ProcessStartedEncoder started = new ProcessStartedEncoder();
        started.wrapAndApplyHeader(batch.buffer(), batch.begin(PROCESS_ROOM), new MessageHeaderEncoder())
            .cause(isEndedCleanly ? StartCause.CLEAN : StartCause.CRASH)
            .lastSequence(lastSequence)
            .downNanos(timeNanos - journalTimeNanos)
            .javaVersion(clip(Runtime.version().toString(), ProcessStartedEncoder.javaVersionLength()))
            .zoneRulesVersion(clip(ZoneRulesProvider.getVersions("UTC").lastKey(), ProcessStartedEncoder.zoneRulesVersionLength()))
            .versionTag(SettingsTable.PRODUCT_VERSION_TAG);
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + started.encodedLength());
        decideOwn(batch, timeNanos);
    }

    private void stop() {
        RecordBatch batch = new RecordBatch();
        ProcessStoppedEncoder stopped = new ProcessStoppedEncoder();
        RecordContent.Row state = state();
        stopped.wrapAndApplyHeader(batch.buffer(), batch.begin(PROCESS_ROOM), new MessageHeaderEncoder())
            .cause(StopCause.OPERATOR)
            .openOrderCount((int) state.rows("openOrders").stream().filter(FactRecorder::isOpen).count())
            .openPositionCount(state.rows("positions").size())
            .text(answers.size() + " facts added");
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + stopped.encodedLength());
        decideOwn(batch, lastTimeNanos);
    }

    private static boolean isOpen(RecordContent.Row order) {
        return !Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED").contains(order.enumValue("state").name());
    }

    private RecordContent.Row state() {
        RecordBatch batch = new RecordBatch();
        redecision.engine().writeCheckpoint(batch, -1);
        RecordCursor checkpoint = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        checkpoint.next();
        return RecordContent.read(catalogue, checkpoint).row();
    }

    private void decideOwn(RecordBatch batch, long timeNanos) {
        redecision.engine().decide(batch, timeNanos);
        keep(batch, timeNanos);
    }

    private void keep(RecordBatch batch, long timeNanos) {
        byte[] body = new byte[batch.length()];
        batch.buffer().getBytes(0, body);
        excerpts.add(new Excerpt(timeNanos, body));
    }

    private static String clip(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
