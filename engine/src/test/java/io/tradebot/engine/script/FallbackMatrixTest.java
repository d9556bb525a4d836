package io.tradebot.engine.script;

import io.tradebot.journal.event.RecordContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every strategy against everything that can take a symbol from its slot (requirements S199): the slot takes the next symbol one
 * level further down, the reason is recorded, until the reserve is used up. Lines of the log: {@code SYMBOL@level} is assigned,
 * {@code SYMBOL-REASON} given up, {@code SYMBOL!REASON} refused as a candidate, {@code buy_SYMBOL} asked for; the last symbol of
 * each row ends the slot.
 */
class FallbackMatrixTest {

    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD", "INV");

    /** Rows: strategy, failure, what happens to slot 1, or to slot 2 where slot 1 makes the trade that blocks the fund. */
    @ParameterizedTest
    @CsvSource({
        "open,  broker-rejects,  1, AAA@0 buy_AAA AAA-BROKER_REJECTED BBB@1 buy_BBB BBB-BROKER_REJECTED CCC@2 buy_CCC CCC-BROKER_REJECTED",
        "mid,   broker-rejects,  1, AAA@0 buy_AAA AAA-BROKER_REJECTED BBB@1 buy_BBB BBB-BROKER_REJECTED CCC@2 buy_CCC CCC-BROKER_REJECTED",
        "close, broker-rejects,  1, AAA@0 buy_AAA AAA-BROKER_REJECTED BBB@1 buy_BBB BBB-BROKER_REJECTED CCC@2 buy_CCC CCC-BROKER_REJECTED",
        "open,  blocklist,       2, BBB@0 BBB-BLOCKLISTED CCC@1 CCC-BLOCKLISTED DDD@2 DDD-BLOCKLISTED",
        "mid,   blocklist,       2, BBB@0 BBB-BLOCKLISTED CCC@1 CCC-BLOCKLISTED DDD@2 DDD-BLOCKLISTED",
        "close, blocklist,       2, BBB@0 BBB-BLOCKLISTED CCC@1 CCC-BLOCKLISTED DDD@2 DDD-BLOCKLISTED",
        "open,  spread,          1, AAA@0 AAA-SPREAD BBB@1 BBB-SPREAD CCC@2 CCC-SPREAD",
        "mid,   spread,          1, AAA@0 AAA-SPREAD BBB@1 BBB-SPREAD CCC@2 CCC-SPREAD",
        "close, spread,          1, AAA@0 AAA-SPREAD BBB@1 BBB-SPREAD CCC@2 CCC-SPREAD",
        "open,  price-range,     1, AAA@0 AAA-PRICE_RANGE BBB@1 BBB-PRICE_RANGE CCC@2 CCC-PRICE_RANGE",
        "mid,   price-range,     1, AAA@0 AAA-PRICE_RANGE BBB@1 BBB-PRICE_RANGE CCC@2 CCC-PRICE_RANGE",
        "close, price-range,     1, AAA@0 AAA-PRICE_RANGE BBB@1 BBB-PRICE_RANGE CCC@2 CCC-PRICE_RANGE",
        "open,  min-notional,    1, AAA@0 AAA-MIN_NOTIONAL BBB@1 BBB-MIN_NOTIONAL CCC@2 CCC-MIN_NOTIONAL",
        "mid,   min-notional,    1, AAA@0 AAA-MIN_NOTIONAL BBB@1 BBB-MIN_NOTIONAL CCC@2 CCC-MIN_NOTIONAL",
        "close, min-notional,    1, AAA@0 AAA-MIN_NOTIONAL BBB@1 BBB-MIN_NOTIONAL CCC@2 CCC-MIN_NOTIONAL",
        "open,  no-inverse-etf,  1, AAA@0 AAA-NO_INVERSE_ETF BBB@1 BBB-NO_INVERSE_ETF CCC@2 CCC-NO_INVERSE_ETF",
        "mid,   no-inverse-etf,  1, AAA@0 AAA-NO_INVERSE_ETF BBB@1 BBB-NO_INVERSE_ETF CCC@2 CCC-NO_INVERSE_ETF",
        "close, no-inverse-etf,  1, AAA@0 AAA-NO_INVERSE_ETF BBB@1 BBB-NO_INVERSE_ETF CCC@2 CCC-NO_INVERSE_ETF",
        "open,  no-option-data,  1, AAA@0 AAA-NO_OPTION_DATA BBB@1 BBB-NO_OPTION_DATA CCC@2 CCC-NO_OPTION_DATA",
        "mid,   no-option-data,  1, AAA@0 AAA-NO_OPTION_DATA BBB@1 BBB-NO_OPTION_DATA CCC@2 CCC-NO_OPTION_DATA",
        "close, no-option-data,  1, AAA@0 AAA-NO_OPTION_DATA BBB@1 BBB-NO_OPTION_DATA CCC@2 CCC-NO_OPTION_DATA",
        // known before the slots are given: the next ones move up, and the rest falls back as ever
        "open,  not-tradable,     1, AAA!NOT_TRADABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "mid,   not-tradable,     1, AAA!NOT_TRADABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "close, not-tradable,     1, AAA!NOT_TRADABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "open,  not-fractionable, 1, AAA!NOT_FRACTIONABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "mid,   not-fractionable, 1, AAA!NOT_FRACTIONABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "close, not-fractionable, 1, AAA!NOT_FRACTIONABLE BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "open,  below-minimum,    1, AAA!BELOW_MINIMUM BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "mid,   below-minimum,    1, AAA!BELOW_MINIMUM BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        "close, below-minimum,    1, AAA!BELOW_MINIMUM BBB@0 BBB-SPREAD CCC@1 CCC-SPREAD",
        // the broker names a minimum of the next symbol only after the selection: the slot passes it over
        "open,  minimum-in-reserve, 1, AAA@0 BBB!BELOW_MINIMUM AAA-SPREAD CCC@1 CCC-SPREAD",
        "mid,   minimum-in-reserve, 1, AAA@0 BBB!BELOW_MINIMUM AAA-SPREAD CCC@1 CCC-SPREAD",
        "close, minimum-in-reserve, 1, AAA@0 BBB!BELOW_MINIMUM AAA-SPREAD CCC@1 CCC-SPREAD",
        // all of the pool is refused: no slot at all
        "open,  none-tradable,    1, AAA!NOT_TRADABLE BBB!NOT_TRADABLE CCC!NOT_TRADABLE",
        "mid,   none-tradable,    1, AAA!NOT_TRADABLE BBB!NOT_TRADABLE CCC!NOT_TRADABLE",
        "close, none-tradable,    1, AAA!NOT_TRADABLE BBB!NOT_TRADABLE CCC!NOT_TRADABLE"})
    void shouldTakeTheNextSymbolUntilNoneIsLeft(String strategy, String failure, int slot, String expected) {
        EngineScript run = EngineScript.run(script(strategy, failure));
        List<String> log = log(run.journal(), slot);
        assertEquals(expected.replace(' ', '\n'), String.join("\n", log));
        List<RecordContent> ends = run.journal().decisions("SlotFellBack").stream()
            .filter(record -> record.row().number("nextInstrumentId") == 0).toList();
        assertEquals(failure.equals("none-tradable") ? 0 : 1, ends.size(), "slots that ran out of symbols");
    }

    private static List<String> script(String strategy, String failure) {
        String upper = strategy.toUpperCase(Locale.ROOT);
        boolean isBearish = List.of("blocklist", "no-inverse-etf", "no-option-data").contains(failure);
        String signalPrice = isBearish == strategy.equals("mid") ? "10.50" : "9.90"; // mid buys what has fallen, the others what rises
        List<String> lines = new ArrayList<>(List.of("strategies built-in", "set STRATEGY_OVERRIDE=" + strategy,
            "set START_TIME_" + upper + "=09:40", "set " + upper + "_ANALYSIS_TIME=10", "set " + upper + "_BREAKOUT_TIME=15",
            "set MID_ADX_FILTER=false", "set MID_BOLLINGER_FILTER=false", "set MID_REVERSAL_FILTER=false", "set UNIVERSE=AAA,BBB,CCC,DDD"));
        boolean isBlocklist = failure.equals("blocklist");
        lines.addAll(isBlocklist ? List.of("set MAX_TRADES=2", "set WEIGHTS=0.4,0.2", "set CANDIDATE_MULTIPLIER=2")
            : List.of("set MAX_TRADES=1", "set WEIGHTS=0.4", "set CANDIDATE_MULTIPLIER=3"));
        lines.addAll(settings(upper, failure));
        lines.addAll(List.of("day 2024-03-05", "start " + String.join(" ", SYMBOLS), "vix-daily 2024-03-04 20"));
        SYMBOLS.forEach(symbol -> lines.addAll(bars(symbol, isBearish, signalPrice)));
        if (isBlocklist) { // slot 1 buys the fund before the others signal
            lines.addAll(List.of("nobars 09:50-09:51 BBB", "nobars 09:50-09:51 CCC", "nobars 09:50-09:51 DDD"));
        }
        if (List.of("spread", "not-tradable", "not-fractionable", "below-minimum", "minimum-in-reserve").contains(failure)) {
            for (int minute = 50; minute < 56; minute++) {
                for (String symbol : SYMBOLS) {
                    lines.add("quote 09:" + minute + ' ' + symbol + " 9.00 11.00");
                }
            }
        }
        lines.addAll(eligibility(failure));
        lines.addAll(List.of("open", "run 09:30-09:49"));
        if (failure.equals("minimum-in-reserve")) {
            lines.addAll(List.of("at 09:50:10", "eligible BBB min-notional=1000000"));
        }
        for (int minute = 50; minute < 56; minute++) {
            lines.add("run 09:" + minute);
            if (failure.equals("broker-rejects") && minute < 53) { // an entry has a stop beside it, and mid a target
                int ordersEach = strategy.equals("mid") ? 3 : 2;
                lines.add("reject " + ((minute - 50) * ordersEach + 1) + " OTHER");
            }
        }
        return lines;
    }

    private static List<String> settings(String upper, String failure) {
        return switch (failure) {
            case "broker-rejects" -> List.of("broker none");
            case "blocklist" -> List.of("set SHORT_TYPE_" + upper + "=InverseETF", "set INVERSE_ETF_MAP=*:INV");
            case "price-range" -> List.of("set MIN_PRICE=10.00", "set MAX_PRICE=10.45");
            case "min-notional" -> List.of("set START_FLOAT=1000.00", "set FRACTIONAL=false");
            case "no-inverse-etf" -> List.of("set SHORT_TYPE_" + upper + "=InverseETF");
            case "no-option-data" -> List.of("set SHORT_TYPE_" + upper + "=LongPut");
            default -> List.of();
        };
    }

    private static List<String> eligibility(String failure) {
        return switch (failure) {
            case "not-tradable", "not-fractionable" -> List.of("eligible AAA " + failure);
            case "below-minimum" -> List.of("eligible AAA min-notional=1000000");
            case "none-tradable" -> List.of("eligible AAA not-tradable", "eligible BBB not-tradable", "eligible CCC not-tradable");
            default -> List.of();
        };
    }

    /** A trend into the analysis window that goes on a little there, then far away: every strategy has a setup, with the same score for all. */
    private static List<String> bars(String symbol, boolean isBearish, String signalPrice) {
        String first = isBearish ? "10.40 10.40 10.20 10.20" : "10.00 10.20 10.00 10.20";
        String last = isBearish ? "10.20 10.20 10.19 10.19" : "10.20 10.21 10.20 10.21";
        return List.of("bars 09:30-09:49 " + symbol + " 10.20 10.20 10.20 10.20 1000", "bar 09:30 " + symbol + ' ' + first + " 1000",
            "bar 09:49 " + symbol + ' ' + last + " 1000",
            "bars 09:50-09:55 " + symbol + (" " + signalPrice).repeat(4) + " 1");
    }

    private static List<String> log(RecordedExcerpts journal, int slot) {
        List<String> log = new ArrayList<>();
        for (RecordedExcerpts.Excerpt excerpt : journal.excerpts()) {
            for (RecordContent record : excerpt.records()) {
                RecordContent.Row row = record.row();
                switch (record.type().name()) {
                    case "SlotAssigned" -> add(log, slot, row, name(row, "instrumentId") + '@' + row.number("fallbackLevel"));
                    case "SlotFellBack" -> add(log, slot, row, name(row, "instrumentId") + '-' + row.enumValue("reason").name());
                    case "CandidateRejected" -> log.add(name(row, "instrumentId") + '!' + row.enumValue("reason").name());
                    case "OrderRequested" -> {
                        if (row.enumValue("role").name().equals("ENTRY")) {
                            add(log, slot, row, "buy_" + name(row, "signalInstrumentId"));
                        }
                    }
                    default -> { }
                }
            }
        }
        log.removeIf("DDD!OUT_OF_POOL"::equals);
        return log;
    }

    private static void add(List<String> log, int slot, RecordContent.Row row, String line) {
        if (row.number("slot") == slot) {
            log.add(line);
        }
    }

    private static String name(RecordContent.Row row, String field) {
        return SYMBOLS.get(row.number(field).intValue() - 1);
    }
}
