package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.replay.books.FactRecorder;
import io.tradebot.projections.db.LedgerDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Facts that are added to a run that has ended; and what is made of the journal afterwards. */
class RecordTest {

    private static final String DEPOSIT = "{\"record\":\"CashTransferred\",\"time\":\"2024-12-03T15:00:00Z\",\"kind\":\"DEPOSIT\","
        + "\"amount\":\"1000.00\",\"effective\":\"2024-12-03\",\"transferId\":\"W-1\",\"text\":\"wire\"}";
    private static final String FEE = "{\"record\":\"FeeCharged\",\"time\":\"2024-12-03T10:00:00-05:00\",\"kind\":\"MARKET_DATA\","
        + "\"amountE8\":1050000000,\"charged\":\"2024-11-10T00:00:00Z\",\"feeId\":\"F-1\"}";

    @TempDir
    static Path shared;
    private static Path demo;

    @TempDir
    Path folder;
    private Path run;

    @BeforeEach
    void copyDemo() throws IOException {
        if (demo == null) {
            assertEquals(0, CommandRun.of("demo", "--quiet", "--out", shared.resolve("demo").toString()).code());
            demo = shared.resolve("demo/run");
        }
        run = folder.resolve("run");
        try (Stream<Path> files = Files.walk(demo)) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(demo.relativize(file).toString()));
            }
        }
    }

    @Test
    void shouldBookFactsAndAnswerEach() throws IOException {
        CommandRun added = CommandRun.of("record", run.toString(), file(DEPOSIT, "", FEE, DEPOSIT), "--json");
        assertEquals(0, added.code(), added.err());
        JsonNode answers = added.json().get("answers");
        assertEquals(List.of("1 BOOKED", "3 BOOKED", "4 REFUSED"), Stream.of(0, 1, 2)
            .map(i -> answers.get(i).get("line").asText() + " " + answers.get(i).get("verdict").asText()).toList());
        assertTrue(answers.get(0).get("decisions").toString().contains("CashTransferBooked"), answers.toString());
        assertTrue(answers.get(2).get("decisions").toString().contains("DUPLICATE"), answers.toString());
        requireSound();
        String contributions = CommandRun.of("ledger", "account", run.toString(), "Equity:Contributions").out();
        assertTrue(contributions.contains("balance -1,000.00"), contributions);
        String first = CommandRun.of("journal", "dump", run.toString(), "--from", Long.toString(answers.get(0).get("sequence").asLong() - 1)).out();
        assertTrue(first.contains("ProcessStarted cause=CLEAN"), first);
        assertTrue(first.contains("ProcessStopped cause=OPERATOR openOrderCount=0 openPositionCount=0"), first);
    }

    @Test
    void shouldGoOnWhereAnEarlierFileEnded() throws IOException {
        assertEquals(0, CommandRun.of("record", run.toString(), file(DEPOSIT), "--quiet").code());
        CommandRun again = CommandRun.of("record", run.toString(), file(FEE, DEPOSIT), "--quiet");
        assertEquals(0, again.code(), again.err());
        assertTrue(again.out().contains("refused  CashTransferred"), again.out());
        requireSound();
        assertEquals(66, CommandRun.of("record", run.toString(), folder.resolve("absent").toString()).code());
    }

    @Test
    void shouldNameAllProblemsAndAddNothing() throws IOException {
        String head = head();
        CommandRun refused = CommandRun.of("record", run.toString(), file(DEPOSIT, "{\"record\":\"OrderFilled\",\"time\":\"2024-12-03T15:00:00Z\"}",
            "not JSON", DEPOSIT.replace("\"1000.00\"", "\"a lot\"").replace("DEPOSIT", "GIFT"), DEPOSIT.replace("2024-12-03T15", "2023-12-03T15")));
        assertEquals(65, refused.code());
        for (String problem : List.of("line 2: record: 'OrderFilled' cannot be added", "line 3: is no JSON object", "line 4: kind: 'GIFT'",
            "line 4: amount: ", "line 5: time: 2023-12-03T15:00:00Z is before", "nothing was added")) {
            assertTrue(refused.err().contains(problem), problem + " in " + refused.err());
        }
        assertFalse(refused.err().contains("line 1"), refused.err());
        assertEquals(head, head());
        assertEquals(65, CommandRun.of("record", run.toString(), file("")).code());
        assertEquals(head, head());
    }

    @Test
    void shouldOnlySayWhatWouldBeDecidedInATrial() throws IOException {
        String head = head();
        CommandRun trial = CommandRun.of("record", run.toString(), file(DEPOSIT), "--trial");
        assertEquals(0, trial.code(), trial.err());
        assertTrue(trial.out().contains("CashTransferBooked"), trial.out());
        assertEquals(head, head());
        assertEquals(0, CommandRun.of("record", run.toString(), file(DEPOSIT)).code());
        assertNotEquals(head, head());
    }

    @Test
    void shouldTakeItsOwnExample() throws IOException {
        CommandRun added = CommandRun.of("record", run.toString(), "docs/example/facts.jsonl");
        assertEquals(0, added.code(), added.err());
        assertFalse(added.out().contains("refused"), added.out());
        requireSound();
    }

    @Test
    void shouldFindNoBreakInATrueStatementAndEveryPlantedOne() throws IOException {
        List<String> lines = statement("S-1");
        assertEquals(0, CommandRun.of("record", run.toString(), file(lines.toArray(String[]::new)), "--quiet").code());
        CommandRun none = CommandRun.of("ledger", "breaks", run.toString());
        assertEquals(0, none.code(), none.out());
        assertTrue(none.out().contains("0 open, 0 resolved"), none.out());

        List<String> planted = statement("S-2");
        String missing = planted.remove(0);
        planted.set(0, planted.get(0).replaceFirst("\"qty\":\"[0-9.]+\"", "\"qty\":\"1\""));
        planted.set(1, planted.get(1).replaceFirst("\"amount\":\"(-?)", "\"amount\":\"$19"));
        planted.add(planted.size() - 1, line("S-2", 90, "\"kind\":\"FEE\",\"amount\":\"-0.42\",\"executionId\":\"F-9\",\"text\":\"exchange fee\""));
        planted.add(planted.size() - 1, line("S-2", 91, "\"kind\":\"CASH_BALANCE\",\"amount\":\"100012.07\",\"text\":\"cash\""));
        assertEquals(0, CommandRun.of("record", run.toString(), file(planted.toArray(String[]::new)), "--quiet").code());
        CommandRun found = CommandRun.of("ledger", "breaks", run.toString(), "--json");
        assertEquals(3, found.code(), found.out());
        assertEquals(List.of("amount", "cash", "missing_here", "missing_there", "quantity"),
            StreamSupport.stream(found.json().get("breaks").spliterator(), false).map(row -> row.get("kind").asText()).sorted().toList(), missing);
        for (JsonNode row : found.json().get("breaks")) {
            if (row.get("kind").asText().equals("cash")) {
                assertEquals("100012.07 100011.82 100011.82", row.get("broker").asText() + " " + row.get("booked").asText() + " "
                    + row.get("ledger").asText());
            }
        }
        String accept = "{\"record\":\"OperatorCommanded\",\"time\":\"2024-12-03T16:00:00Z\",\"command\":\"RECONCILE\",\"user\":\"anna\","
            + "\"reason\":\"the broker rounds\"}";
        assertEquals(0, CommandRun.of("record", run.toString(), file(accept), "--quiet").code());
        assertTrue(CommandRun.of("ledger", "account", run.toString(), "3500").out().contains("balance -0.25"));
        assertTrue(CommandRun.of("ledger", "breaks", run.toString()).out().contains("4 open, 1 resolved"));
        requireSound();
    }

    @Test
    void shouldBookUnitsThatAnOperatorAccepts() throws IOException {
        String accept = "{\"record\":\"OperatorCommanded\",\"time\":\"%s\",\"command\":\"RECONCILE\",\"user\":\"anna\",\"reason\":\"seen\"}";
        String held = "\"kind\":\"POSITION\",\"instrument\":\"%s\",\"qty\":\"%s\",\"price\":\"%s\"";
        assertEquals(0, CommandRun.of("record", run.toString(), file(
            line("P-1", 1, held.formatted("ELMQ", "10", "70.00")), line("P-1", 2, held.formatted("BRNQ", "-4", "23.00")), end("P-1", false),
            accept.formatted("2024-12-03T15:10:00Z"),
            later(line("P-2", 1, held.formatted("ELMQ", "-2.5", "71.00"))), later(line("P-2", 2, held.formatted("BRNQ", "0", "23.00"))),
            later(end("P-2", false)),
            accept.formatted("2024-12-03T15:20:00Z")), "--quiet").code());
        CommandRun breaks = CommandRun.of("ledger", "breaks", "--all", run.toString());
        assertEquals(0, breaks.code(), breaks.out());
        assertTrue(breaks.out().contains("0 open, 4 resolved"), breaks.out());
        assertTrue(CommandRun.of("ledger", "account", run.toString(), "2100.ELMQ").out().contains("balance -177.50, units -2.5"));
        assertTrue(CommandRun.of("ledger", "account", run.toString(), "3500").out().contains("balance 177.50"));
        requireSound();
    }

    @Test
    void shouldTakeItsOwnStatement() throws IOException {
        CommandRun added = CommandRun.of("record", run.toString(), "docs/example/statement.jsonl", "--quiet");
        assertEquals(0, added.code(), added.err());
        CommandRun breaks = CommandRun.of("ledger", "breaks", run.toString());
        assertTrue(breaks.out().contains("2 open, 0 resolved") && breaks.out().contains("missing_here") && breaks.out().contains("cash"), breaks.out());
    }

    /** A statement of the demo's last session as its broker would give it, from the fills of the journal and the cash account of the ledger. */
    private List<String> statement(String id) {
        Map<Long, BigDecimal> netBySequence = new TreeMap<>();
        for (JsonNode posting : CommandRun.of("ledger", "account", run.toString(), "1110", "--json").json().get("lines")) {
            netBySequence.merge(posting.get("journalSequence").asLong(), new BigDecimal(posting.get("amount").asText()), BigDecimal::add);
        }
        List<String> lines = new ArrayList<>();
        CommandRun.of("journal", "dump", run.toString(), "--json").out().lines()
            .filter(row -> row.contains("\"OrderFilled\"") && row.contains("\"time\":\"2024-12-02")).forEach(row -> {
                JsonNode fill = CommandRun.tree(row);
                lines.add(line(id, lines.size() + 1, "\"kind\":\"TRADE\",\"instrument\":\"" + fill.get("instrument").asText() + "\",\"qty\":\""
                    + fill.get("qty").asText() + "\",\"price\":\"" + fill.get("price").asText() + "\",\"amount\":\""
                    + netBySequence.get(fill.get("sequence").asLong()).toPlainString() + "\",\"executionId\":\""
                    + fill.get("executionId").asText() + "\""));
            });
        assertEquals(6, lines.size(), lines.toString());
        lines.add(end(id, true));
        return lines;
    }

    private static String end(String id, boolean isComplete) {
        return "{\"record\":\"ReconciliationCompleted\",\"time\":\"2024-12-03T15:00:00Z\",\"snapshotNumber\":1,\"isComplete\":" + isComplete
            + ",\"started\":\"2024-12-03T15:00:00Z\",\"orderCount\":0,\"executionCount\":0,\"positionCount\":0,\"connection\":\"" + id + "\"}";
    }

    private static String later(String line) {
        return line.replace("T15:00", "T15:20");
    }

    private static String line(String id, int number, String rest) {
        return "{\"record\":\"BrokerStatementLineObserved\",\"time\":\"2024-12-03T15:00:00Z\",\"statement\":\"2024-12-02\",\"lineNumber\":" + number
            + ",\"statementId\":\"" + id + "\",\"side\":null," + rest + "}";
    }

    @Test
    void shouldKnowItsRecordsAndKeepTheirFieldsApartFromItsOwn() {
        for (String name : FactRecorder.RECORDS) {
            var type = RecordCatalogue.ofSchema().named(name).orElseThrow();
            assertTrue(type.isInput(), name);
            assertTrue(type.block().fields().stream().noneMatch(field -> field.name().equals("timeNanos") || field.name().equals("time")), name);
        }
    }

    /** The broker may leave out order and instrument; the trade stays in its session, and books, figures and report follow. */
    @Test
    void shouldTakeBackAndReplaceExecutionsOfEarlierSessions() throws IOException {
        CommandRun added = CommandRun.of("record", run.toString(), "--json", file(
            "{\"record\":\"FillBusted\",\"time\":\"2024-12-03T15:00:00Z\",\"orderId\":0,\"instrumentId\":0,\"busted\":\"2024-12-03T15:00:00Z\","
                + "\"executionId\":\"SIM-X1\",\"text\":\"clearly erroneous\"}",
            corrected("\"instrumentId\":0", "SIM-X2", "70.80"), corrected("\"instrument\":\"ELMQ\"", "SIM-X2b", "70.81"),
            corrected("\"instrumentId\":0", "SIM-X2b", "70.82")));
        assertEquals(0, added.code(), added.err());
        JsonNode answers = added.json().get("answers");
        assertEquals(List.of("BOOKED", "BOOKED", "BOOKED", "REFUSED"), Stream.of(0, 1, 2, 3)
            .map(i -> answers.get(i).get("verdict").asText()).toList());
        assertTrue(answers.get(3).get("decisions").toString().contains("DUPLICATE"), "it is replaced already");
        requireSound();
        try (LedgerDatabase ledger = LedgerDatabase.openReader(run.resolve("ledgers/BACKTEST_US_SIM_BOT1_BOT_ledger.db"))) {
            assertEquals(List.of("2024-10-31 70.81 -4.47"), ledger.query("SELECT printf('%s %.2f %.2f', session_date,"
                + " entry_price_e8 / 100000000.0, pnl_cents / 100.0) FROM trade WHERE position_id = 2", row -> row.getString(1)));
            assertEquals(List.of("SIM-X2 corrected", "SIM-X2b corrected", "SIM-X2bb accepted"), ledger.query("SELECT execution_id || ' '"
                + " || outcome FROM fill WHERE order_id = 3 AND outcome <> 'refused' ORDER BY journal_sequence", row -> row.getString(1)));
            assertEquals(List.of("2024-10-31"), ledger.query("SELECT date(acquired_epoch_day * 86400, 'unixepoch') FROM lot"
                + " WHERE symbol = 'BRNQ' AND left_qty_e9 > 0", row -> row.getString(1)), "bought when the short that it closed was busted");
        }
        assertEquals(22, Files.readAllLines(run.resolve("trades.csv")).size() - 1, "the busted round trip is none any more");
        String log = Files.readString(run.resolve("logs/BACKTEST_US_SIM_BOT1_BOT_open.log"));
        assertTrue(log.contains("FillReversed orderId=3 positionId=2 instrument=ELMQ isCorrected=true"), "the log has the correction");
        assertEquals("", Files.readString(run.resolve("logs/BACKTEST_US_SIM_BOT1_BOT_unresolved_orders.log")));
    }

    private static String corrected(String instrument, String corrected, String price) {
        return "{\"record\":\"FillCorrected\",\"time\":\"2024-12-03T15:01:00Z\",\"orderId\":0," + instrument + ",\"executed\":"
            + "\"2024-10-31T13:59:00Z\",\"price\":\"" + price + "\",\"qty\":\"5.656908\",\"commission\":\"0.35\",\"executionId\":\"" + corrected
            + "b\",\"correctedExecutionId\":\"" + corrected + "\"}";
    }

    private void requireSound() {
        assertEquals(0, CommandRun.of("audit", run.toString()).code());
        CommandRun check = CommandRun.of("ledger", "check", run.toString());
        assertEquals(0, check.code(), check.out());
        CommandRun rebuild = CommandRun.of("rebuild", "--check", run.toString(), "--json");
        assertTrue(rebuild.json().get("isLedgerIdentical").asBoolean(), rebuild.out());
        assertEquals(3, rebuild.code(), "report and figures name the chain head");
        assertEquals(0, CommandRun.of("rebuild", "--check", run.toString()).code());
    }

    private String head() {
        return CommandRun.of("journal", "verify", "--json", run.toString()).json().get("chainHead").asText();
    }

    private String file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("facts.jsonl"), String.join("\n", lines) + "\n").toString();
    }
}
