package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.EventfulDays;
import io.tradebot.engine.script.FixedStopStrategy;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.script.Seed;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Two trading days with random account facts between the minutes: after each record the engine's cash is START_FLOAT and all
 * bookings, and whenever a day closes with nothing held its equity is its cash.
 */
class CashPropertyTest {

    private static final int RUNS = 20;
    private static final long START_FLOAT_E8 = FixedPoint.centsToE8(10_000_000);

    private final RecordBatch batch = new RecordBatch();
    private final Map<String, Integer> counts = new TreeMap<>();
    private long floatE8;
    private long taxE8;
    private long payrollE8;
    private int openCount;

    @Test
    void shouldEqualTheStartingFloatAndAllBookings() {
        long seed = Seed.take("CashPropertyTest");
        RandomGenerator random = Seed.generator(seed);
        for (int run = 0; run < RUNS; run++) {
            runOne("seed " + seed + " run " + run, random);
        }
        System.out.println("CashPropertyTest booked " + counts);
        for (String name : new String[] {"LotOpened", "LotClosed", "FeeBooked", "CashTransferBooked", "DividendBooked", "InterestBooked",
            "ReserveOverrideApplied", "ReserveOverrideRefused", "InputRefused", "flat at the close"}) {
            assertTrue(counts.containsKey(name), () -> name + " is missing in " + counts);
        }
    }

    private void runOne(String what, RandomGenerator random) {
        floatE8 = START_FLOAT_E8;
        taxE8 = 0;
        payrollE8 = 0;
        openCount = 0;
        TradingEngine engine = new TradingEngine(() -> List.of(new OpenStrategy(), new FixedStopStrategy()));
        long sequence = 0;
        for (RecordedExcerpts.Excerpt excerpt : EngineScript.run(script(random)).journal().excerpts()) {
            feed(engine, excerpt);
            List<RecordContent> records = excerpt.records();
            records.subList(1, records.size()).forEach(this::book);
            String where = what + " record " + sequence++;
            assertEquals(floatE8, engine.cash().floatE8(), where);
            assertEquals(taxE8, engine.cash().taxReserveE8(), where);
            assertEquals(payrollE8, engine.cash().payrollReserveE8(), where);
            assertEquals(floatE8 + taxE8 + payrollE8, engine.cash().totalE8(), where);
            records.stream().filter(record -> record.type().name().equals("TradingDayClosed"))
                .filter(closed -> openCount == 0)
                .forEach(closed -> {
                    assertEquals(engine.cash().totalE8(), closed.row().number("equityE8"), where);
                    counts.merge("flat at the close", 1, Integer::sum);
                });
        }
    }

    /** The eventful days, each minute followed by some facts. */
    private static List<String> script(RandomGenerator random) {
        List<String> lines = new ArrayList<>(List.of("set COMMISSION_PER_SHARE=0.005"));
        for (String line : EventfulDays.SCRIPT) {
            if (!line.startsWith("run ")) {
                lines.add(line);
                if (line.startsWith("start") || line.equals("close")) {
                    addFacts(lines, random);
                }
                continue;
            }
            for (int minute = 30; minute <= 65; minute++) {
                lines.add(String.format(Locale.ROOT, "run %02d:%02d-%02d:%02d", 9 + minute / 60, minute % 60, 9 + minute / 60, minute % 60));
                addFacts(lines, random);
            }
        }
        return lines;
    }

    private static void addFacts(List<String> lines, RandomGenerator random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            String id = random.nextInt(5) == 0 ? "-" : "I" + random.nextInt(40);
            lines.add(switch (random.nextInt(6)) {
                case 0 -> "fee " + random.nextInt(6) + " " + pick(random, "COMMISSION", "FINRA_TAF", "BORROW") + " " + amount(random, 50) + " "
                    + pick(random, "-", "-", "SIM-X1", "SIM-X2", "SIM-X9") + " " + id;
                case 1 -> "transfer " + pick(random, "DEPOSIT", "WITHDRAWAL", "JOURNAL") + " " + amount(random, 5_000) + " " + id;
                case 2 -> "dividend " + pick(random, "AAA", "BBB", "#9") + " " + amount(random, 30) + " 0 " + amount(random, 30) + " " + id;
                case 3 -> "interest " + amount(random, 3) + " " + id + pick(random, "", " CCC", " #9");
                case 4 -> "reserve " + pick(random, "TAX", "PAYROLL") + " " + cents(random.nextLong(-300_000, 300_000)) + " ann why";
                default -> "reserve " + pick(random, "TAX", "PAYROLL", "FLOAT") + " " + amount(random, 60_000) + " " + pick(random, "ann", "-") + " why";
            });
        }
    }

    private static String pick(RandomGenerator random, String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Any amount down to 10^-8 USD, of either sign. */
    private static String amount(RandomGenerator random, long dollarsMax) {
        return FixedPoint.format(random.nextLong(-dollarsMax * FixedPoint.E8, dollarsMax * FixedPoint.E8), 8, 8);
    }

    private static String cents(long cents) {
        return FixedPoint.format(cents, 2, 2);
    }

    private void feed(TradingEngine engine, RecordedExcerpts.Excerpt excerpt) {
        int inputLength = RecordBatch.PREFIX_LENGTH + new UnsafeBuffer(excerpt.body()).getInt(0, ByteOrder.LITTLE_ENDIAN);
        batch.copyFrom(new UnsafeBuffer(excerpt.body()), 0, inputLength, 1);
        engine.decide(batch, excerpt.timeNanos());
    }

    /** What the books do with a decision. */
    private void book(RecordContent decision) {
        String name = decision.type().name();
        counts.merge(name, 1, Integer::sum);
        switch (name) {
            case "PositionOpened" -> openCount++;
            case "TradeClosed" -> openCount--;
            case "LotOpened" -> floatE8 -= sign(decision) * decision.row().number("amountE8");
            case "LotClosed" -> floatE8 += sign(decision) * decision.row().number("closeAmountE8");
            case "FeeBooked" -> floatE8 -= decision.row().number("amountE8");
            case "CashTransferBooked", "InterestBooked" -> floatE8 += decision.row().number("amountE8");
            case "DividendBooked" -> {
                floatE8 += decision.row().number("netE8");
                assertEquals(decision.row().number("netE8"), decision.row().number("grossE8") - decision.row().number("taxE8"));
            }
            case "ReserveOverrideApplied" -> {
                long amountE8 = decision.row().number("amountE8");
                boolean isTax = decision.row().enumValue("reserve").name().equals("TAX");
                long balanceE8 = isTax ? taxE8 += amountE8 : (payrollE8 += amountE8);
                floatE8 -= amountE8;
                assertEquals(balanceE8, decision.row().number("balanceE8"));
                assertEquals(balanceE8 - amountE8, decision.row().number("balanceBeforeE8"));
                assertTrue(balanceE8 >= 0 && (amountE8 < 0 || floatE8 >= 0), "neither goes below zero by it");
            }
            default -> { }
        }
    }

    private static long sign(RecordContent lot) {
        return lot.row().enumValue("side").name().equals("LONG") ? 1 : -1;
    }
}
