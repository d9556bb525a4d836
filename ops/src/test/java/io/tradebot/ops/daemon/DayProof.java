package io.tradebot.ops.daemon;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.recovery.Recovered;
import io.tradebot.engine.recovery.Recovery;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What must hold of a home behind a day, however often the process was killed in it. */
final class DayProof {

    final Home home;
    final Status status;
    final BrokerTruth truth;
    final long excerptCount;
    /** Lots left over that no strategy explains. */
    private long unexplainedCount;

    private DayProof(Path folder) throws IOException, InterruptedException {
        home = new Home(folder);
        status = statusOf(home);
        truth = BrokerTruth.of(home.paper().resolve("broker.log"));
        excerptCount = JournalVerifier.verify(home.journal()).excerptCount();
    }

    /** Checks everything; all that is wrong is named at once. */
    static DayProof check(Path folder) throws IOException, InterruptedException {
        DayProof proof = new DayProof(folder);
        List<String> wrong = new ArrayList<>();
        proof.checkJournal(wrong);
        proof.checkBooks(wrong);
        proof.checkFlat(wrong);
        assertTrue(wrong.isEmpty(), String.join("\n", wrong));
        return proof;
    }

    private void checkJournal(List<String> wrong) {
        JournalVerifier.verify(home.journal()).findings().forEach(finding -> wrong.add("journal: " + finding));
        AuditReport audit = Audit.run(home.journal(), (done, total) -> { });
        if (!audit.isIdentical()) {
            wrong.add("audit: " + audit);
        }
        checkIntents(wrong);
        Recovered recovered = Recovery.open(home.journal(), WriterOptions.defaults(), StrategyCatalog::load);
        recovered.writer().close();
        assertEquals(undisturbedHash(), recovered.stateHash(), "state of an engine that decided the same inputs without a break");
    }

    private void checkIntents(List<String> wrong) {
        truth.receivedByClientId().forEach((client, count) -> {
            if (count > 1) {
                wrong.add("the broker received " + client + ' ' + count + " times");
            }
        });
    }

    /** Hash of an engine that decides every input of the journal from the start and never restores anything. */
    private String undisturbedHash() {
        TradingEngine engine = new TradingEngine(StrategyCatalog::load);
        RecordBatch batch = new RecordBatch();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(home.journal())) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                cursor.next();
                if (cursor.templateId() != JournalRecoveredDecoder.TEMPLATE_ID && cursor.templateId() != JournalSealedDecoder.TEMPLATE_ID) {
                    batch.copyFrom(reader.buffer(), reader.bodyOffset(), RecordBatch.PREFIX_LENGTH + cursor.length(), 1);
                    engine.decide(batch, reader.timeNanos());
                }
            }
        }
        return HashChain.hex(engine.stateHash());
    }

    private void checkBooks(List<String> wrong) throws IOException {
        Path rebuilt = Files.createTempDirectory("rebuilt").resolve("ledger.db");
        try (ProjectionRunner runner = ProjectionRunner.open(rebuilt); JournalReader reader = JournalReader.open(home.journal())) {
            runner.catchUp(reader);
        }
        try (LedgerDatabase kept = LedgerDatabase.open(home.ledger(PaperDay.IDENTITY)); LedgerDatabase again = LedgerDatabase.open(rebuilt)) {
            if (!Dump.text(kept).equals(Dump.text(again))) {
                wrong.add("the ledger of the home differs from one rebuilt from its journal");
            }
            LedgerCheck.check(kept).forEach(finding -> wrong.add("books: " + finding));
            checkExecutions(kept, wrong);
            checkPositions(kept, wrong);
        }
    }

    private void checkExecutions(LedgerDatabase ledger, List<String> wrong) {
        Map<String, Integer> booked = new TreeMap<>();
        for (String id : ledger.query("SELECT execution_id FROM fill WHERE outcome NOT IN ('refused', 'faulted')", row -> row.getString(1))) {
            booked.merge(id, 1, Integer::sum);
        }
        Set<String> missing = new TreeSet<>(truth.executionIds());
        missing.removeAll(booked.keySet());
        missing.forEach(id -> wrong.add("execution " + id + " of the broker is not booked"));
        booked.forEach((id, count) -> {
            if (count > 1) {
                wrong.add("execution " + id + " is booked " + count + " times");
            }
            if (!truth.executionIds().contains(id)) {
                wrong.add("execution " + id + " is booked, the broker does not know it");
            }
        });
    }

    private void checkPositions(LedgerDatabase ledger, List<String> wrong) {
        Map<Integer, Long> held = new TreeMap<>();
        for (String lot : ledger.query("SELECT instrument_id || ' ' || sum(CASE side WHEN 'long' THEN left_qty_e9 ELSE -left_qty_e9 END)"
                + " FROM lot GROUP BY instrument_id", row -> row.getString(1))) {
            String[] parts = lot.split(" ");
            held.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        held.values().removeIf(value -> value == 0);
        if (!held.equals(truth.unitsByInstrument())) {
            wrong.add("positions of the books " + held + ", of the broker " + truth.unitsByInstrument());
        }
    }

    /** Nothing of a strategy is left. Units that none can explain, such as an overfill, stay for a person to look at, and block entries. */
    private void checkFlat(List<String> wrong) {
        if (status.openOrderCount() > 0 || !status.positions().isEmpty()) {
            wrong.add("not flat: " + status.openOrderCount() + " orders open, positions " + status.positions());
        }
        try (LedgerDatabase ledger = LedgerDatabase.open(home.ledger(PaperDay.IDENTITY))) {
            long left = ledger.count("SELECT count(*) FROM lot WHERE position_id <> 0 AND left_qty_e9 > 0");
            if (left > 0) {
                wrong.add("not flat: " + left + " lots of positions are left in the books");
            }
            long unexplained = ledger.count("SELECT count(*) FROM lot WHERE position_id = 0 AND left_qty_e9 > 0");
            if (unexplained > 0 && status.blocks().stream().noneMatch(block -> block.startsWith("EXTERNAL"))) {
                wrong.add(unexplained + " lots that no strategy explains are left and block nothing: " + status.blocks());
            }
            unexplainedCount = unexplained;
        }
        if (status.isDayOpen()) {
            wrong.add("the trading day was not closed");
        }
    }

    long unexplainedCount() {
        return unexplainedCount;
    }

    static Status statusOf(Home home) {
        StatusBoard board = new StatusBoard();
        try (JournalReader reader = JournalReader.open(home.journal())) {
            while (reader.next()) {
                board.onExcerpt(reader);
            }
        }
        return board.status();
    }
}
