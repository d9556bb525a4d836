package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.OpeningPositionBookedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;
import io.tradebot.projections.ledger.Lots.Lot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Posts what was there before: the float of the first session and positions, against Opening Balances. Runner's thread. */
final class OpeningPostings {

    private static final String START_FLOAT = "START_FLOAT";

    private final Names names;
    private final ChartOfAccounts chart;
    private final Lots lots;
    private final ExcerptPostings book;
    private final InputFact input;
    private final SessionStartedDecoder sessionStarted = new SessionStartedDecoder();
    private final OpeningPositionBookedDecoder openingPositionBooked = new OpeningPositionBookedDecoder();

    OpeningPostings(Names names, ChartOfAccounts chart, Lots lots, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.chart = chart;
        this.lots = lots;
        this.book = book;
        this.input = input;
    }

    /** The first session of a ledger brings chart and float; later ones bring nothing. */
    void onSessionStarted(RecordCursor record) {
        if (chart.exists()) {
            return;
        }
        chart.create(names.session(), book.excerpt());
        long floatCents = startFloat(record);
        if (floatCents == 0) {
            return;
        }
        Draft draft = book.begin(Purpose.SINGLE, "opening_float", "OTHER", book.excerpt().timeNanos());
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), floatCents, null, "opening", null, record.index());
        draft.posting.add(PostingAccount.OPENING_BALANCES.code(), -floatCents, null, "opening", null, record.index());
        book.claim(record, draft);
    }

    private long startFloat(RecordCursor record) {
        sessionStarted.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        String value = null;
        for (SessionStartedDecoder.SettingsDecoder setting : sessionStarted.settings()) {
            String key = setting.key();
            String text = setting.value();
            if (key.equals(START_FLOAT)) {
                value = text;
            }
        }
        if (value == null) {
            throw new ProjectionException("SessionStarted carries no " + START_FLOAT + "; the books need it to open");
        }
        try {
            return FixedPoint.parse(value, 2);
        } catch (NumberFormatException e) {
            throw new ProjectionException(START_FLOAT + "=" + value + ": " + e.getMessage(), e);
        }
    }

    /** Long: Dr holding, Cr opening balances. Short: Dr opening balances, Cr short positions. */
    void onOpeningPositionBooked(RecordCursor record) {
        openingPositionBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int instrumentId = openingPositionBooked.instrumentId();
        Names.Instrument instrument = names.instrument(instrumentId);
        AssetClass assetClass = openingPositionBooked.assetClass();
        boolean isLong = openingPositionBooked.side() == PositionSide.LONG;
        long qtyE9 = openingPositionBooked.qtyE9();
        long cents = WholeCents.of("amountE8", openingPositionBooked.amountE8());
        Draft draft = book.begin(Purpose.SINGLE, "opening_position", "OTHER", book.excerpt().timeNanos());
        Lot lot = new Lot(openingPositionBooked.lotId(), 0, Names.NO_STRATEGY, instrument.symbol(), instrumentId, assetClass, isLong,
            draft.entryId, unitPriceE8(cents, qtyE9, instrument.multiplier()), qtyE9, cents);
        draft.ticker = instrument.symbol();
        draft.side = lot.side();
        draft.addLot(lot, qtyE9, null);
        String security = chart.security(PostingAccount.holding(assetClass), instrumentId, instrument.symbol(), book.excerpt().sequence());
        draft.posting.add(security, lot.sign() * cents, lot.sign() * qtyE9, "opening", lot.lotId, record.index());
        draft.posting.add(PostingAccount.OPENING_BALANCES.code(), -lot.sign() * cents, null, "opening", lot.lotId, record.index());
        lots.open(lot, input.executedNanos(), input.openedEpochDay());
        book.claim(record, draft);
    }

    /** Amount by quantity and multiplier, half up. */
    private static long unitPriceE8(long cents, long qtyE9, int multiplier) {
        if (qtyE9 <= 0) {
            throw new ProjectionException("an opening position has quantity " + FixedPoint.formatShort(qtyE9, 9, 0));
        }
        return BigDecimal.valueOf(cents, 2).movePointRight(8).divide(BigDecimal.valueOf(qtyE9, 9)
            .multiply(BigDecimal.valueOf(multiplier)), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
