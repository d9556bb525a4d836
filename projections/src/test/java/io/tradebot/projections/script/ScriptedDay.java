package io.tradebot.projections.script;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OrderFilledEncoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.PositionSide;

/**
 * One day with every kind of trade, computed by hand:
 * <pre>
 *   position 1  long  SPY  100    at 50.00 to 51.00, fees 2.00          gain 100.00   net  98.00
 *   position 2  long  QQQ  10.5   at 33.3333 to 32.1111                 gain -12.83   net -12.83
 *   position 3  short SPY  20     at 40.00 to 39.00, fees 0.70          gain  20.00   net  19.30
 *   position 4  short QQQ  10     at 30.00 to 31.00                     gain -10.00   net -10.00
 *   position 5  long  SH   30 at 10.00 and 20 at 10.10, sold 40 at 10.20 and 10 at 10.05, fees 0.40
 *                                                                       gain   6.50   net   6.10
 *   position 6  long  SPY  5      at 52.00, still open
 * </pre>
 * One execution of position 6 comes twice and is refused.
 */
public final class ScriptedDay {

    public static final String DATE = "2025-04-07";
    public static final String IDENTITY = "ACME_US_SIM_1";

    private ScriptedDay() {
    }

    /** The whole journal. */
    public static JournalScript write() {
        JournalScript script = new JournalScript();
        script.at(DATE + "T13:00:00Z").sessionStarted(IDENTITY, "100000.00").strategy(1, "open").strategy(2, "mid");
        script.at(DATE + "T13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "SPY");
        script.at(DATE + "T13:00:00Z").instrument(2, InstrumentKind.EQUITY, 1, "QQQ");
        script.at(DATE + "T13:00:00Z").instrument(3, InstrumentKind.EQUITY, 1, "SH");
        script.at(DATE + "T13:30:00Z").timeAdvanced().dayOpened(DATE, "100000.00");
        script.at(DATE + "T13:50:00Z").timeAdvanced().signal(1, 1).orderRequested(1, 1, 1, OrderSide.BUY, OrderRole.ENTRY, "100")
            .signal(2, 2).orderRequested(2, 2, 2, OrderSide.BUY, OrderRole.ENTRY, "10.5");
        buy(script, "13:50:01", 1, 1, 1, 1, AssetClass.LONG_EQUITY, "100", "50.00", "5000.00", "1.00");
        buy(script, "13:50:02", 2, 2, 2, 2, AssetClass.LONG_EQUITY, "10.5", "33.3333", "350.00", "0");
        script.at(DATE + "T14:00:00Z").filled(11, 1, "100", "51.00", "1.00")
            .lotClosed(1, 1, 11, 1, 1, AssetClass.LONG_EQUITY, "100", "0", "51.00", "5000.00", "5100.00", "100.00")
            .commission(11, 1, 1, 1, "1.00")
            .tradeClosed(1, 1, 1, PositionSide.LONG, ExitReason.TRAIL_STOP, "100", DATE + "T13:50:00Z", "50.00",
                DATE + "T14:00:00Z", "51.00", "2.00", "98.00");
        script.at(DATE + "T14:01:00Z").filled(12, 2, "10.5", "32.1111", "0")
            .lotClosed(2, 2, 12, 2, 2, AssetClass.LONG_EQUITY, "10.5", "0", "32.1111", "350.00", "337.17", "-12.83")
            .tradeClosed(2, 2, 2, PositionSide.LONG, ExitReason.STOP, "10.5", DATE + "T13:50:00Z", "33.3333",
                DATE + "T14:01:00Z", "32.1111", "0", "-12.83");
        buy(script, "14:10:00", 3, 3, 3, 1, AssetClass.SHORT_POSITION, "20", "40.00", "800.00", "0.35");
        buy(script, "14:11:00", 4, 4, 4, 2, AssetClass.SHORT_POSITION, "10", "30.00", "300.00", "0");
        script.at(DATE + "T14:20:00Z").filled(13, 1, "20", "39.00", "0.35")
            .lotClosed(3, 3, 13, 1, 1, AssetClass.SHORT_POSITION, "20", "0", "39.00", "800.00", "780.00", "20.00")
            .commission(13, 3, 1, 1, "0.35")
            .tradeClosed(3, 1, 1, PositionSide.SHORT, ExitReason.TIMEOUT, "20", DATE + "T14:10:00Z", "40.00",
                DATE + "T14:20:00Z", "39.00", "0.70", "19.30");
        script.at(DATE + "T14:21:00Z").filled(14, 2, "10", "31.00", "0")
            .lotClosed(4, 4, 14, 1, 2, AssetClass.SHORT_POSITION, "10", "0", "31.00", "300.00", "310.00", "-10.00")
            .tradeClosed(4, 1, 2, PositionSide.SHORT, ExitReason.STOP, "10", DATE + "T14:11:00Z", "30.00",
                DATE + "T14:21:00Z", "31.00", "0", "-10.00");
        buy(script, "14:30:00", 5, 5, 5, 3, AssetClass.INVERSE_ETF, "30", "10.00", "300.00", "0.10");
        buy(script, "14:30:01", 6, 5, 5, 3, AssetClass.INVERSE_ETF, "20", "10.10", "202.00", "0.10");
        script.at(DATE + "T14:40:00Z").filled(15, 3, "40", "10.20", "0.10")
            .lotClosed(5, 5, 15, 1, 3, AssetClass.INVERSE_ETF, "30", "0", "10.20", "300.00", "306.00", "6.00")
            .lotClosed(6, 5, 15, 1, 3, AssetClass.INVERSE_ETF, "10", "10", "10.20", "101.00", "102.00", "1.00")
            .commission(15, 5, 1, 3, "0.10");
        script.at(DATE + "T14:41:00Z").filled(15, 3, "10", "10.05", "0.10")
            .lotClosed(6, 5, 15, 1, 3, AssetClass.INVERSE_ETF, "10", "0", "10.05", "101.00", "100.50", "-0.50")
            .commission(15, 6, 1, 3, "0.10")
            .tradeClosed(5, 1, 3, PositionSide.LONG, ExitReason.HARD_EXIT, "50", DATE + "T14:30:00Z", "10.04",
                DATE + "T14:41:00Z", "10.17", "0.40", "6.10");
        buy(script, "15:00:00", 7, 6, 7, 1, AssetClass.LONG_EQUITY, "5", "52.00", "260.00", "0");
        script.at(DATE + "T15:00:01Z").filled(7, 1, "5", "52.00", "9.99").inputRefused(OrderFilledEncoder.TEMPLATE_ID, 7);
        script.at(DATE + "T20:00:00Z").timeAdvanced().dayClosed(DATE, 5, 3, 2, 2, "100.57", "3.10", "100100.57");
        return script;
    }

    private static void buy(JournalScript script, String time, long lotId, long positionId, long orderId, int instrumentId,
                            AssetClass assetClass, String qty, String price, String amount, String fee) {
        int strategyId = positionId == 2 ? 2 : 1;
        script.at(DATE + "T" + time + "Z").filled(orderId, instrumentId, qty, price, fee)
            .lotOpened(lotId, positionId, orderId, strategyId, instrumentId, assetClass, qty, price, amount);
        if (!fee.equals("0")) {
            script.commission(orderId, lotId, strategyId, instrumentId, fee);
        }
    }
}
