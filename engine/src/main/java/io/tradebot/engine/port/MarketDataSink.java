package io.tradebot.engine.port;

import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;

/**
 * Takes what a source of market data says, value by value. Sinks are chained: door, watch for silence, bars from trades, gateway.
 * Called by one thread at a time, that of the source.
 *
 * <p>Prices are USD x 10^8, sizes whole shares, quantities units x 10^9. {@code marketNanos} and {@code startNanos} are times of the
 * exchange, {@code receivedNanos} is engine time; all epoch nanoseconds, UTC. What a source does not give is {@link #NONE}.
 */
public interface MarketDataSink {

    /** Stands for a price, a number of shares or a time that the source does not give. */
    long NONE = Long.MIN_VALUE;

    /** A trade bar is complete; {@code revision} is 0 for its first version, then counts corrections. */
    void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
        int revision, long receivedNanos);

    /**
     * Best bid and offer: at the end of a bar of this length, or a single quote with length 0. A side that is empty is NONE with size 0.
     */
    void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
        long receivedNanos);

    /**
     * One print.
     *
     * @param tradeId number the source gave it, NONE when it gives none; unique for symbol and exchange day
     */
    void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos);

    /**
     * The source takes back or changes a print that it gave.
     *
     * @param marketNanos time of the print when it was given, or start of the bar for BAR_FLAGGED
     * @param tradeId     its number, or NONE: then time, price and quantity find it
     * @param priceE8     price now, NONE when cancelled
     * @param qtyE9       quantity now, NONE when cancelled
     */
    void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8, long originalQtyE9,
        long priceE8, long qtyE9, long receivedNanos);

    /** The bar of a whole session is complete. */
    void dailyBar(String symbol, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
        long receivedNanos);

    /** A value of the volatility index, points x 10^8; {@code startNanos} is the start of the minute or of the day that it closes. */
    void volatility(VolatilitySource source, long startNanos, int sessionEpochDay, long valueE8, long receivedNanos);

    /** Order imbalance before an auction; pairs and prices may be NONE. */
    void imbalance(String symbol, long marketNanos, OrderSide side, long imbalanceShares, long pairedShares, long referencePriceE8,
        long auctionPriceE8, long receivedNanos);

    /** The exchange halted, paused or resumed an instrument; {@code resumesNanos} may be NONE. */
    void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos);

    /**
     * A stream, or one instrument in it, changed its state.
     *
     * @param symbol            empty for the whole stream
     * @param lastReceivedNanos last data before, or NONE
     * @param limitNanos        limit of silence that was passed, or NONE
     * @param feed              name of the stream, at most 32 characters
     */
    void status(FeedStatus status, String symbol, long lastReceivedNanos, long limitNanos, String feed, String text, long receivedNanos);

    /** All data of the minute has been given; no minute is given twice and none before an earlier one. */
    void minuteClosed(long startNanos, long receivedNanos);

    /**
     * Values were stopped: by the parser because they are no numbers, or by the door. They go no further.
     *
     * @param symbol        empty when unknown
     * @param rejectedCount how many since the last such call for this symbol and reason
     * @param firstNanos    when the first of them was received
     * @param text          the first value in the source's form
     */
    void rejected(String symbol, DataRejection reason, int rejectedCount, long firstNanos, String text, long receivedNanos);
}
