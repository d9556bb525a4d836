package io.tradebot.engine.pipeline;

import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderCancelRequestedDecoder;
import io.tradebot.journal.event.OrderReplaceRequestedDecoder;
import io.tradebot.journal.event.KillSwitchClearedDecoder;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;

/**
 * How durable an excerpt must be before its effects leave the process, by record class. Market data and the clock can be
 * asked for again, so nothing waits for them; every other input (broker facts, settings, operators, money) and every
 * decision with an effect outside is synced first.
 */
final class DurabilityLevel {

    private DurabilityLevel() {
    }

    /** True for inputs that are not waited for when they caused no outside effect. */
    static boolean isMarketData(int inputTemplateId) {
        return switch (inputTemplateId) {
            case BarClosedDecoder.TEMPLATE_ID, QuoteObservedDecoder.TEMPLATE_ID, TradeObservedDecoder.TEMPLATE_ID,
                 DailyBarClosedDecoder.TEMPLATE_ID, VolatilityIndexObservedDecoder.TEMPLATE_ID,
                 TimeAdvancedDecoder.TEMPLATE_ID, MinuteClosedDecoder.TEMPLATE_ID,
                 InstrumentDefinedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** True for decisions that act outside the process or block trading. */
    static boolean isEffect(int decisionTemplateId) {
        return switch (decisionTemplateId) {
            case OrderRequestedDecoder.TEMPLATE_ID, OrderCancelRequestedDecoder.TEMPLATE_ID,
                 OrderReplaceRequestedDecoder.TEMPLATE_ID, KillSwitchTrippedDecoder.TEMPLATE_ID,
                 KillSwitchClearedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
