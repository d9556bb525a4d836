package io.tradebot.bench;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.ShortType;

/**
 * A journal of nothing but round trips, written without an engine: each buys 10 shares at 50.00, pays 1.00, and sells them at
 * 51.00. Not thread safe.
 */
final class FillJournal {

    private static final long START_NANOS = 1_741_613_400_000_000_000L; // 2025-03-10 09:30 in New York
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;
    private static final int STRATEGY_ID = 1;
    private static final int INSTRUMENT_ID = 1;
    private static final long QTY_E9 = 10_000_000_000L;
    private static final long BUY_PRICE_E8 = 50_00000000L;
    private static final long SELL_PRICE_E8 = 51_00000000L;
    private static final long COST_E8 = 500_00000000L;
    private static final long PROCEEDS_E8 = 510_00000000L;
    private static final long COMMISSION_E8 = 1_00000000L;

    private final Excerpts excerpts = new Excerpts();
    private final OneSlot slot = new OneSlot();
    private final InputGateway gateway = new InputGateway(slot);
    private final Decisions decisions = new Decisions();
    private long timeNanos = START_NANOS;

    private FillJournal() {
    }

    /** A journal with so many fills, two a round trip. */
    static Excerpts of(int fillCount) {
        FillJournal journal = new FillJournal();
        journal.begin();
        for (int position = 1; position <= fillCount / 2; position++) {
            journal.buy(position);
            journal.sell(position);
        }
        return journal.excerpts;
    }

    private void begin() {
        gateway.sessionStarted(timeNanos, RunMode.BACKTEST, EngineSettings.defaults().entries(), "BENCH_US_SIM_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
        decisions.wrap(slot.records());
        decisions.strategyLoaded(STRATEGY_ID, true, ShortType.SHORT_SELL, 0, 0, 0, "open");
        decisions.tradingDayOpened((int) (timeNanos / DAY_NANOS), timeNanos, timeNanos + DAY_NANOS, false,
            EngineSettings.defaults().startFloatCents() * 1_000_000);
        end();
        gateway.instrumentDefined(timeNanos, INSTRUMENT_ID, InstrumentKind.EQUITY, 1, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "SPY");
        end();
    }

    private void buy(int position) {
        fill(2L * position - 1, BUY_PRICE_E8);
        decisions.lotOpened(position, position, 2L * position - 1, STRATEGY_ID, INSTRUMENT_ID, AssetClass.LONG_EQUITY,
            PositionSide.LONG, QTY_E9, BUY_PRICE_E8, COST_E8);
        commission(2L * position - 1, position);
        end();
    }

    private void sell(int position) {
        fill(2L * position, SELL_PRICE_E8);
        decisions.lotClosed(position, position, 2L * position, STRATEGY_ID, INSTRUMENT_ID, AssetClass.LONG_EQUITY,
            PositionSide.LONG, QTY_E9, 0, SELL_PRICE_E8, COST_E8, PROCEEDS_E8, PROCEEDS_E8 - COST_E8);
        commission(2L * position, position);
        decisions.tradeClosed(position, STRATEGY_ID, 1, INSTRUMENT_ID, INSTRUMENT_ID, PositionSide.LONG, 0, ExitReason.TRAIL_STOP,
            QTY_E9, timeNanos - SECOND_NANOS, BUY_PRICE_E8, timeNanos, SELL_PRICE_E8, 2 * COMMISSION_E8,
            PROCEEDS_E8 - COST_E8 - 2 * COMMISSION_E8);
        end();
    }

    private void commission(long orderId, int lotId) {
        decisions.feeBooked(orderId, lotId, STRATEGY_ID, INSTRUMENT_ID, FeeKind.COMMISSION, COMMISSION_E8, "");
    }

    private void fill(long orderId, long priceE8) {
        timeNanos += SECOND_NANOS;
        gateway.orderFilled(timeNanos, orderId, INSTRUMENT_ID, timeNanos, priceE8, QTY_E9, 0, COMMISSION_E8, "X" + orderId);
        decisions.wrap(slot.records());
    }

    private void end() {
        excerpts.append(slot.records().buffer(), 0, slot.records().length(), timeNanos);
    }
}
