package io.tradebot.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.RecordContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order of the checks and what they leave behind. What each does with inputs is shown by scripts. */
class RiskGateTest {

    /** Of each group only one can be wrong at a time: one cause halts, one way of trading a bearish signal. */
    private static final List<Set<DenyReason>> EXCLUSIVE = List.of(
        EnumSet.of(DenyReason.HALTED, DenyReason.MONEY_LOSS_LIMIT),
        EnumSet.of(DenyReason.SHORT_DISABLED, DenyReason.NO_INVERSE_ETF, DenyReason.NO_OPTION_DATA,
            DenyReason.NOT_SHORTABLE));

    static List<DenyReason> reasons() {
        return RiskGate.PRECEDENCE;
    }

    @Test
    void shouldAllowWhatNothingIsWrongWith() {
        RequestCase everything = new RequestCase();
        assertNull(everything.check());
        assertEquals(2_000_000, everything.request.qtyMicro(), "20.00 USD at 10.00");
    }

    @Test
    void shouldListEachReasonOnce() {
        assertEquals(RiskGate.PRECEDENCE.size(), new HashSet<>(RiskGate.PRECEDENCE).size());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void shouldRefuseForThatReasonAlone(DenyReason reason) {
        assertEquals(reason, new RequestCase().spoil(reason).check());
    }

    /** Two things are wrong, whichever two: the earlier one of the list is the refusal. */
    @ParameterizedTest
    @MethodSource("reasons")
    void shouldRefuseForTheEarlierOfTwoReasons(DenyReason earlier) {
        for (DenyReason later : reasons().subList(reasons().indexOf(earlier) + 1, reasons().size())) {
            boolean isPossible = EXCLUSIVE.stream().noneMatch(group -> group.contains(earlier) && group.contains(later));
            if (isPossible) {
                assertEquals(earlier, new RequestCase().spoil(later).spoil(earlier).check(), earlier + " and " + later);
            }
        }
    }

    /** Those of strategy-rules 6.2 keep their order among each other. */
    @Test
    void shouldKeepTheOrderOfTheRules() {
        List<DenyReason> rules = new ArrayList<>(RiskGate.PRECEDENCE);
        rules.removeIf(reason -> reason.value() > DenyReason.DAY_TRADES.value());
        assertEquals(List.of(DenyReason.HALTED, DenyReason.TRADES_DISABLED, DenyReason.CIRCUIT_BREAKER, DenyReason.SHORT_DISABLED,
            DenyReason.NO_INVERSE_ETF, DenyReason.NO_OPTION_DATA, DenyReason.BLOCKLISTED, DenyReason.MAX_OPEN_POSITIONS,
            DenyReason.NO_PRICE, DenyReason.PRICE_RANGE, DenyReason.NO_QUOTE, DenyReason.SPREAD, DenyReason.MAX_RISK,
            DenyReason.MIN_NOTIONAL, DenyReason.DAY_TRADES), rules);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void shouldWriteEveryCheckUpToTheRefusal(DenyReason reason) {
        RequestCase spoilt = new RequestCase().spoil(reason);
        spoilt.check();
        List<RecordContent> checked = spoilt.takeChecks();
        int count = reasons().indexOf(reason) + 1;
        assertEquals(count, checked.size());
        for (int i = 0; i < count; i++) {
            assertEquals(reasons().get(i).name(), checked.get(i).row().enumValue("check").name());
            assertEquals(i == count - 1, checked.get(i).row().enumValue("verdict").name().equals("REFUSED"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = DenyReason.class, names = {"NO_INVERSE_ETF", "NO_OPTION_DATA", "NOT_SHORTABLE", "NOT_TRADABLE", "NOT_FRACTIONABLE", "APPROVAL_MISSING", "BLOCKLISTED", "RESTRICTED", "SYMBOL_HALTED",
        "ORDER_UNKNOWN", "NO_PRICE", "PRICE_RANGE", "STALE_QUOTE", "NO_QUOTE", "SPREAD", "PRICE_COLLAR", "SLIPPAGE", "MIN_NOTIONAL", "SYMBOL_EXPOSURE"})
    void shouldFallBackWhereTheSymbolIsToBlame(DenyReason reason) {
        assertTrue(RiskGate.isFallback(reason));
    }

    @Test
    void shouldKeepWatchingAfterEveryOtherRefusal() {
        EnumSet.of(DenyReason.HALTED, DenyReason.MONEY_LOSS_LIMIT, DenyReason.TRADES_DISABLED, DenyReason.PAUSED,
            DenyReason.ENTRY_BLOCKED, DenyReason.BUYING_POWER, DenyReason.CIRCUIT_BREAKER,
            DenyReason.OUTSIDE_HOURS, DenyReason.SHORT_DISABLED, DenyReason.MAX_OPEN_POSITIONS, DenyReason.MAX_RISK,
            DenyReason.MAX_ORDER_QTY, DenyReason.MAX_ORDER_NOTIONAL, DenyReason.TOTAL_EXPOSURE, DenyReason.ORDER_RATE,
            DenyReason.SYMBOL_ORDER_RATE, DenyReason.REPEATED_ORDER, DenyReason.CANCEL_RATIO, DenyReason.DAY_TRADES,
            DenyReason.INTRADAY_MARGIN).forEach(reason -> assertFalse(RiskGate.isFallback(reason), reason.name()));
    }
}
