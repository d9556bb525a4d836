package io.tradebot.projections.ledger;

import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.WholeCents;

/** A LotAdjusted with its amounts in cents. */
record LotChange(long lotId, int previousInstrumentId, int instrumentId, LotAdjustment reason, long previousQtyE9, long qtyE9,
                 long previousCents, long cents) {

    static LotChange read(LotAdjustedDecoder decoder, RecordCursor record) {
        decoder.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        return new LotChange(decoder.lotId(), decoder.previousInstrumentId(), decoder.instrumentId(), decoder.reason(),
            decoder.previousQtyE9(), decoder.qtyE9(), WholeCents.of("previousAmountE8", decoder.previousAmountE8()),
            WholeCents.of("amountE8", decoder.amountE8()));
    }
}
