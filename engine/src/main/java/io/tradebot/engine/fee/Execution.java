package io.tradebot.engine.fee;

/**
 * What fees depend on.
 *
 * @param epochDay    trade date
 * @param isOption    contracts, else shares
 * @param isSale      sold, short or not
 * @param priceE8     USD x 10^8 a share; of an option its premium a share
 * @param qtyE9       shares or contracts x 10^9
 * @param amountCents what it traded for, whole cents, an option's multiplier included
 */
public record Execution(long orderId, int epochDay, boolean isOption, boolean isSale, long priceE8, long qtyE9, long amountCents) {
}
