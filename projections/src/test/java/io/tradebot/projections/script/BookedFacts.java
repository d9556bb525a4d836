package io.tradebot.projections.script;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.BreakResolution;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.TransferKind;

/**
 * One of every booking, computed by hand; the comments give the sequence and the float after it. In the end 201122.36 are left
 * in the float, 15.00 in the tax reserve and 8.00 in the payroll reserve.
 */
public final class BookedFacts {

    private static final String DAY = "2025-04-07T";

    private BookedFacts() {
    }

    /** The journal. */
    public static JournalScript write() {
        JournalScript script = new JournalScript();
        begin(script);
        lateFeesAndBusts(script);
        companiesAndOptions(script);
        cash(script);
        breaks(script);
        return script;
    }

    private static void begin(JournalScript script) {
        script.at(DAY + "13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "100000.00").strategy(1, "open");
        script.at(DAY + "13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "SPY");
        script.at(DAY + "13:00:00Z").instrument(2, InstrumentKind.EQUITY, 1, "OLD");
        script.at(DAY + "13:00:00Z").option(3, InstrumentKind.PUT_OPTION, 1, "500.00", "2025-04-18", "SPY   250418P00500000");
        script.at(DAY + "13:00:00Z").instrument(4, InstrumentKind.EQUITY, 1, "NEW");
        // 5: 100500.00, and 6: 100300.00
        script.at(DAY + "13:31:00Z").cashTransferred(TransferKind.DEPOSIT, "500.00", "2025-04-04", "T1")
            .cashTransferBooked(TransferKind.DEPOSIT, "500.00", "T1");
        script.at(DAY + "13:32:00Z").cashTransferred(TransferKind.WITHDRAWAL, "-200.00", "2025-04-07", "T2")
            .cashTransferBooked(TransferKind.WITHDRAWAL, "-200.00", "T2");
        // 7 and 8
        script.at(DAY + "13:33:00Z").openingPosition(1, 2, AssetClass.LONG_TERM, "10", "1000.00", "2024-01-05");
        script.at(DAY + "13:34:00Z").openingPosition(2, 2, AssetClass.SHORT_POSITION, "5", "300.00", null);
    }

    private static void lateFeesAndBusts(JournalScript script) {
        // 9: 95298.98, 10: 95298.93
        script.at(DAY + "14:00:00Z").filled(1, 1, "100", "50.00", "1.00")
            .lotOpened(3, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "100", "50.00", "5000.00").commission(1, 3, 1, 1, "1.00")
            .feeBooked(1, 3, 1, FeeKind.FINRA_TAF, "0.02", "");
        script.at(DAY + "14:01:00Z").feeCharged("X9", FeeKind.SEC_SECTION_31, "0.05", "F1")
            .feeBooked(1, 3, 1, FeeKind.SEC_SECTION_31, "0.05", "F1");
        // 11: 97378.93, 12: 95298.93; a sale is busted
        script.at(DAY + "14:02:00Z").filled(2, 1, "40", "52.00", "0")
            .lotClosed(3, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "40", "60", "52.00", "2000.00", "2080.00", "80.00");
        script.at(DAY + "14:03:00Z").fillBusted(2, 1, "X11").fillReversed(2, 1, 1, false, "40", "52.00", "2080.00", "80.00", "X11")
            .lotAdjusted(3, LotAdjustment.BUST, 1, 1, "60", "100", "3000.00", "5000.00");
        // 13: 96828.93, 14: 101829.93; a purchase is busted that was partly sold
        script.at(DAY + "14:04:00Z").filled(3, 1, "30", "51.00", "0")
            .lotClosed(3, 1, 3, 1, 1, AssetClass.LONG_EQUITY, "30", "70", "51.00", "1500.00", "1530.00", "30.00");
        script.at(DAY + "14:05:00Z").fillBusted(1, 1, "X9").fillReversed(1, 1, 1, false, "100", "50.00", "5000.00", "30.00", "X9")
            .lotAdjusted(3, LotAdjustment.BUST, 1, 1, "70", "0", "3500.00", "0")
            .lotOpened(4, 1, 3, 1, 1, AssetClass.SHORT_POSITION, "30", "51.00", "1530.00")
            .feeBooked(1, 3, 1, FeeKind.COMMISSION, "-1.00", "");
        // 15: 101329.93, 16: 101328.93; a purchase is corrected
        script.at(DAY + "14:06:00Z").filled(4, 1, "10", "50.00", "0")
            .lotOpened(5, 2, 4, 1, 1, AssetClass.LONG_EQUITY, "10", "50.00", "500.00");
        script.at(DAY + "14:07:00Z").fillCorrected(4, 1, "10", "50.10", "0", "X15b", "X15", DAY + "14:06:00Z")
            .fillReversed(4, 2, 1, true, "10", "50.00", "500.00", "0", "X15")
            .lotAdjusted(5, LotAdjustment.CORRECTION, 1, 1, "10", "0", "500.00", "0")
            .lotOpened(6, 2, 4, 1, 1, AssetClass.LONG_EQUITY, "10", "50.10", "501.00");
    }

    private static void companiesAndOptions(JournalScript script) {
        // 17: a split of two for one, 18: a new symbol
        script.at("2025-04-08T04:00:00Z").timeAdvanced().corporateActionApplied(CorporateActionKind.SPLIT, 1, 1, 2, 1, 2)
            .lotAdjusted(4, LotAdjustment.SPLIT, 1, 1, "30", "60", "1530.00", "1530.00")
            .lotAdjusted(6, LotAdjustment.SPLIT, 1, 1, "10", "20", "501.00", "501.00");
        script.at("2025-04-08T04:00:01Z").timeAdvanced().corporateActionApplied(CorporateActionKind.SYMBOL_CHANGE, 2, 4, 1, 1, 2)
            .lotAdjusted(1, LotAdjustment.SYMBOL_CHANGE, 2, 4, "10", "10", "1000.00", "1000.00")
            .lotAdjusted(2, LotAdjustment.SYMBOL_CHANGE, 2, 4, "5", "5", "300.00", "300.00");
        // 19: 101078.93, 20: 201078.93; our put is exercised
        script.at("2025-04-08T14:00:00Z").filled(5, 3, "2", "1.25", "0")
            .lotOpened(7, 3, 5, 1, 3, AssetClass.LONG_PUT, "2", "1.25", "250.00");
        script.at("2025-04-08T21:30:00Z").timeAdvanced().optionLifecycleBooked(3, 1, OptionEvent.EXERCISED, 2, "100000.00", "-250.00")
            .lotClosed(7, 3, 0, 1, 3, AssetClass.LONG_PUT, "2", "0", "0", "250.00", "0", "-250.00")
            .lotOpened(8, 0, 0, 0, 1, AssetClass.SHORT_POSITION, "200", "500.00", "100000.00");
    }

    private static void cash(JournalScript script) {
        // 21: 201163.93, 22: 201143.93, 23: 201146.93, 24: 201145.93, 25: 201145.43
        script.at("2025-04-09T13:00:00Z").dividendPaid(4, "2025-04-08").dividendBooked(4, "100.00", "15.00", "85.00");
        script.at("2025-04-09T13:01:00Z").dividendPaid(1, "2025-04-09").dividendBooked(1, "-20.00", "0", "-20.00");
        script.at("2025-04-09T13:02:00Z").timeAdvanced().interestBooked("3.00", false, 0);
        script.at("2025-04-09T13:03:00Z").timeAdvanced().interestBooked("-1.00", false, 0);
        script.at("2025-04-09T13:04:00Z").timeAdvanced().interestBooked("-0.50", true, 1);
        // 26: 201117.43, 27: 201122.43
        script.at("2025-04-09T13:05:00Z").timeAdvanced().taxReserveAllocated("20.00").payrollReserveAllocated("8.00");
        script.at("2025-04-09T13:06:00Z").timeAdvanced().reserveOverrideApplied(ReserveKind.TAX, "-5.00", "alice");
    }

    private static void breaks(JournalScript script) {
        // 28, 29: 201122.36, 30
        script.at("2025-04-09T13:07:00Z").timeAdvanced().breakFound(1, BreakKind.CASH, 0, "2025-04-09T13:00:00Z", 5, 12, 12)
            .breakFound(2, BreakKind.POSITION, 1, "2025-04-09T13:07:00Z", 5, 6, 6);
        script.at("2025-04-10T13:00:00Z").timeAdvanced().differenceBooked(1, 0, "0", "-0.07")
            .breakResolved(1, BreakResolution.BOOKED, 86_400_000_000_000L);
        script.at("2025-04-10T13:01:00Z").timeAdvanced().differenceBooked(2, 1, "-1", "-50.00");
        // 31, 32
        script.at("2025-04-10T13:02:00Z").operatorCommanded(OperatorCommand.KILL, "bob", "=\"too much\"\n\\").killSwitchTripped();
        script.at("2025-04-10T13:03:00Z").timeAdvanced().checkpointed("201122.36", "15.00", "8.00");
    }
}
