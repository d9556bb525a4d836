package io.tradebot.ops.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.tail.JournalFollower;
import io.tradebot.projections.db.AtomicFile;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the logs for people out of the journal (requirements S298, S299): {@code main_bot.log}, one for each strategy, {@code unresolved_orders.log},
 * {@code kill_switch.log}, {@code error_tracebacks.log}, {@code heartbeat.log}. When a trading day is over each is compressed into {@code archive/} with its time;
 * archives that are too old are removed. The tail's thread; {@link #error} any thread.
 *
 * <p>It never throws for a disk: lines that cannot be written are counted, the journal has them. It may be given excerpts again after a restart and
 * leaves out those it has written; what a crash caught in the buffer is written again, so that a line may come twice, with the same sequence.
 */
public final class PeopleLogs implements JournalFollower, AutoCloseable {

    private static final String MAIN = "main_bot";
    private static final String UNRESOLVED = "unresolved_orders";
    private static final String KILL_SWITCH = "kill_switch";
    private static final String ERRORS = "error_tracebacks";
    private static final String HEARTBEAT = "heartbeat";
    private static final String POSITION = ".position";
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int STACK_LENGTH_MAX = 8_000;
    private static final int POSITION_EXCERPTS = 1_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {
    };
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Figures of a market, and what would tell each of them again: in the journal only. */
    private static final Set<String> NEVER = Set.of("TimeAdvanced", "MinuteClosed", "BarClosed", "QuoteObserved", "TradeObserved", "DailyBarClosed",
        "VolatilityIndexObserved", "ImbalanceObserved", "IndicatorObserved", "PriceBandObserved", "JournalSealed", "Checkpointed", "InstrumentDefined");
    private static final Set<String> ERROR = Set.of("EngineFaulted", "KillSwitchTripped", "JournalRecovered", "OverfillFound");
    private static final Set<String> WARN = Set.of("CircuitBreakerTripped", "EntryBlocked", "OrderStateUnknown", "OrderRejected", "ExternalActivityFound",
        "ReconciliationBreakFound", "ProtectiveStopMissing", "InputRefused", "SettingsRefused", "OperatorCommandRefused", "AlertRaised", "MarketDataRejected",
        "OrderCancelRejected", "OrderReplaceRejected", "WatchdogReported", "BrokerWarningReceived", "ExternalOrderObserved", "ExternalFillObserved",
        "FillBusted", "HoldingsRefused", "RebalanceRefused", "ChartOfAccountsRefused", "ReserveOverrideRefused", "WebhookSignalRefused");
    /** Why nothing was done, and each figure behind what was done. */
    private static final Set<String> DEBUG = Set.of("RiskChecked", "FilterEvaluated", "SignalFiltered", "CandidateRejected", "CandidateRanked", "OrderSent",
        "OrderAcknowledged", "AccountObserved", "PositionObserved", "OrderSnapshotObserved", "ReconciliationRequested", "ReconciliationCompleted",
        "OrderQueryRequested", "StorageObserved", "ProjectionObserved", "AlertDelivered", "ClockSkewObserved", "LotOpened", "LotClosed", "FeeBooked",
        "BrokerStatementLineObserved", "SelfCheckReported");
    private static final Set<String> OF_UNRESOLVED = Set.of("OrderStateUnknown", "OrderQueryRequested", "OrderNotFound", "ExternalActivityFound");
    private static final Set<String> OF_KILL_SWITCH = Set.of("KillSwitchTripped", "KillSwitchCleared", "CircuitBreakerTripped", "CircuitBreakerCleared");
    private static final Set<String> OF_ERRORS = Set.of("EngineFaulted", "JournalRecovered");

    private final Path folder;
    private final LogSettings settings;
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final RecordNames names = new RecordNames();
    private final RecordPrinter printer = new RecordPrinter(catalogue, names);
    private final Map<String, LogFile> fileByName = new TreeMap<>();
    private final Map<String, Long> countByEvent = new TreeMap<>(); // since the last heartbeat
    private long writtenSequence = -1;
    private long writtenTimeNanos;
    private long savedSequence;
    private long lastSequence = -1;
    private long timeNanos;
    private long heartbeatMinute = Long.MIN_VALUE;
    private boolean isArchiveDue;
    private long failedCount;

    /** Into this folder. */
    public PeopleLogs(Path folder, LogSettings settings) {
        this.folder = folder;
        this.settings = settings;
        readPosition();
        savedSequence = writtenSequence;
    }

    @Override
    public synchronized void onExcerpt(ExcerptSource excerpt) {
        if (excerpt.sequence() <= writtenSequence && excerpt.timeNanos() > writtenTimeNanos) {
            writtenSequence = -1; // later than what is written, but before it: the position is of a journal that is gone
        }
        boolean isWritten = excerpt.sequence() <= writtenSequence;
        lastSequence = excerpt.sequence();
        timeNanos = excerpt.timeNanos();
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            int templateId = cursor.templateId();
            if (RecordNames.isNaming(templateId) || templateId == CheckpointedDecoder.TEMPLATE_ID) {
                names.learn(RecordContent.read(catalogue, cursor));
            }
            String name = catalogue.require(templateId).name();
            if (!isWritten && settings.isOn()) {
                countByEvent.merge(name, 1L, Long::sum);
                if (!NEVER.contains(name)) {
                    onRecord(name, templateId);
                } else if (templateId == TimeAdvancedDecoder.TEMPLATE_ID) {
                    onTime();
                }
            }
        }
        if (!isWritten) {
            writtenSequence = lastSequence;
            writtenTimeNanos = timeNanos;
            if (isArchiveDue) {
                archive();
            } else if (writtenSequence - savedSequence >= POSITION_EXCERPTS) {
                flush();
            }
        }
    }

    @Override
    public synchronized void onCaughtUp() {
        fileByName.values().forEach(LogFile::flush);
    }

    private void onRecord(String name, int templateId) {
        isArchiveDue |= templateId == TradingDayClosedDecoder.TEMPLATE_ID;
        RecordContent record = RecordContent.read(catalogue, cursor);
        String level = level(name, record.row());
        if (!isWanted(level)) {
            return;
        }
        Map<String, Object> values = templateId == SessionStartedDecoder.TEMPLATE_ID ? session(record.row()) : values(record);
        LogEvent event = new LogEvent(timeNanos, level, lastSequence, name, values);
        String line = settings.form().write(event);
        add(MAIN, line);
        String strategy = strategy(record.row());
        if (strategy != null) {
            add(strategy, line);
        }
        if (OF_UNRESOLVED.contains(name) || name.equals("OrderStateChanged") && isUnknown(record.row())) {
            add(UNRESOLVED, line);
        }
        if (OF_KILL_SWITCH.contains(name)) {
            add(KILL_SWITCH, line);
        }
        if (OF_ERRORS.contains(name)) {
            add(ERRORS, line);
        }
        if (templateId == EngineFaultedDecoder.TEMPLATE_ID) {
            fileByName.values().forEach(LogFile::flush); // nothing may come behind it
        }
    }

    private static String level(String name, Row row) {
        if (ERROR.contains(name)) {
            return "error";
        }
        if (name.equals("WatchdogReported") && row.enumValue("verdict").name().equals("HEALTHY")) {
            return "info";
        }
        return WARN.contains(name) ? "warn" : DEBUG.contains(name) ? "debug" : "info";
    }

    private boolean isWanted(String level) {
        return switch (settings.level()) {
            case QUIET -> level.equals("error") || level.equals("warn");
            case INFO -> !level.equals("debug");
            case VERBOSE -> true;
        };
    }

    /** Not all settings in one line: they are in the journal and under {@code tradebot settings}. */
    private static Map<String, Object> session(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("runMode", row.enumValue("runMode").name());
        values.put("identity", row.text("identity"));
        values.put("versionTag", row.text("versionTag"));
        values.put("settings", row.rows("settings").size());
        return values;
    }

    private Map<String, Object> values(RecordContent record) {
        try {
            Map<String, Object> values = JSON.readValue(printer.json(record), VALUES);
            values.remove("record");
            values.remove("recordId");
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(record.type().name() + " is printed as what is no JSON", e);
        }
    }

    /** The strategies' own names have logs of their own; one from outside goes by its name too, as a settings key allows none that could leave the folder. */
    private String strategy(Row row) {
        Long id = row.has("strategyId") ? row.number("strategyId") : null;
        String name = id == null || id == 0 ? null : names.strategyName(id);
        return name != null && name.matches("[a-z][a-z0-9_]{0,15}") && !fixedNames().contains(name) ? name : null;
    }

    private static Set<String> fixedNames() {
        return Set.of(MAIN, UNRESOLVED, KILL_SWITCH, ERRORS, HEARTBEAT);
    }

    private static boolean isUnknown(Row row) {
        return row.enumValue("toState").name().equals("UNKNOWN") || row.enumValue("fromState").name().equals("UNKNOWN");
    }

    /** Once a minute of engine time: how much came and was decided. */
    private void onTime() {
        long minute = Math.floorDiv(timeNanos, MINUTE_NANOS);
        if (minute > heartbeatMinute) {
            heartbeatMinute = minute;
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : List.of("BarClosed", "MarketDataRejected", "SignalRaised", "OrderRequested", "OrderFilled", "TradeClosed")) {
                values.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), countByEvent.getOrDefault(name, 0L));
            }
            values.put("records", countByEvent.values().stream().mapToLong(Long::longValue).sum());
            countByEvent.clear();
            add(HEARTBEAT, settings.form().write(new LogEvent(timeNanos, "info", lastSequence, "Heartbeat", values)));
        }
    }

    /**
     * Writes what a thread of the host threw, with where; for what is not in the journal. Nothing secret may stand in its texts. Any thread.
     *
     * @param component which part of the host
     */
    public synchronized void error(String component, Throwable thrown) {
        if (!settings.isOn()) {
            return;
        }
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        String text = stack.toString();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("component", component);
        values.put("error", thrown.toString());
        List<String> lines = new ArrayList<>(List.of(text.substring(0, Math.min(STACK_LENGTH_MAX, text.length())).split("\\R")));
        values.put("stack", lines.stream().map(String::strip).toList());
        String line = settings.form().write(new LogEvent(timeNanos, "error", -1, "HostFailed", values));
        add(MAIN, line);
        add(ERRORS, line);
        onCaughtUp();
    }

    /** Lines that could not be written and are in the journal only. Any thread. */
    public synchronized long lostCount() {
        return failedCount + fileByName.values().stream().mapToLong(LogFile::lostCount).sum();
    }

    private void add(String log, String line) {
        fileByName.computeIfAbsent(log, name -> new LogFile(folder.resolve(name + ".log"))).add(line);
    }

    // --- end of a session ---

    private void archive() {
        isArchiveDue = false;
        String stamp = STAMP.format(Instant.ofEpochSecond(0, timeNanos));
        Path archive = folder.resolve("archive");
        fileByName.forEach((name, file) -> {
            try {
                file.archive(archive.resolve(name + "-" + stamp + "-" + lastSequence + ".log.gz"));
            } catch (IOException e) {
                failedCount++; // it stays where it is and goes into the next archive
            }
        });
        fileByName.clear();
        flush();
        prune(archive);
    }

    private void prune(Path archive) {
        if (!Files.isDirectory(archive)) {
            return;
        }
        String oldest = STAMP.format(Instant.ofEpochSecond(0, timeNanos).minusSeconds(settings.archiveDays() * 86_400L));
        try (Stream<Path> files = Files.list(archive)) {
            for (Path file : files.toList()) {
                String[] parts = file.getFileName().toString().split("-"); // name, time, sequence
                if (parts.length == 3 && parts[1].compareTo(oldest) < 0) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            failedCount++;
        }
    }

    private void flush() {
        fileByName.values().forEach(LogFile::flush);
        savePosition();
    }

    // --- how far the logs are ---

    private void savePosition() {
        if (!settings.isOn() || savedSequence == writtenSequence) {
            return;
        }
        try {
            AtomicFile.write(folder.resolve(POSITION), out -> out.write((writtenSequence + " " + writtenTimeNanos + "\n").getBytes(StandardCharsets.US_ASCII)));
            savedSequence = writtenSequence;
        } catch (UncheckedIOException e) {
            failedCount++; // some lines may come twice after a restart
        }
    }

    /** The last excerpt that is in the logs and its time. */
    private void readPosition() {
        Path file = folder.resolve(POSITION);
        try {
            if (Files.exists(file)) {
                String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
                writtenTimeNanos = Long.parseLong(words[words.length - 1]);
                writtenSequence = Long.parseLong(words[0]);
            }
        } catch (IOException | NumberFormatException e) {
            failedCount++; // lines may come twice
        }
    }

    /** Writes what is in the buffers and how far it is. */
    @Override
    public synchronized void close() {
        flush();
        fileByName.values().forEach(LogFile::close);
    }
}
