package io.tradebot.engine.position;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Quantity-weighted average of fill prices, exact until it is read. One fill, the usual case, allocates nothing. */
public final class AveragePrice {

    private long firstPriceE8;
    private long qtyE9;
    private BigInteger notional;

    public void add(long priceE8, long addedQtyE9) {
        if (qtyE9 == 0) {
            firstPriceE8 = priceE8;
        } else {
            notional = notional().add(product(priceE8, addedQtyE9));
        }
        qtyE9 = Math.addExact(qtyE9, addedQtyE9);
    }

    /** Takes a fill out again that was added before. */
    public void remove(long priceE8, long removedQtyE9) {
        notional = notional().subtract(product(priceE8, removedQtyE9));
        qtyE9 = Math.subtractExact(qtyE9, removedQtyE9);
        if (qtyE9 < 0 || notional.signum() < 0) {
            throw new IllegalStateException("more taken out than was in: " + qtyE9 + " E9 are left");
        }
        if (qtyE9 == 0) {
            notional = null;
            firstPriceE8 = 0;
        }
    }

    /** Changes the quantity and leaves price x quantity as it is: a split. */
    public void requantify(long newQtyE9) {
        notional = newQtyE9 == 0 ? null : notional();
        firstPriceE8 = newQtyE9 == 0 ? 0 : firstPriceE8;
        qtyE9 = newQtyE9;
    }

    /** Price, quantity and rest as they were. */
    public void restore(long priceE8, long restoredQtyE9, long restE17) {
        firstPriceE8 = priceE8;
        qtyE9 = restoredQtyE9;
        notional = restE17 == 0 ? null : product(priceE8, restoredQtyE9).add(BigInteger.valueOf(restE17));
    }

    private BigInteger notional() {
        return notional == null ? product(firstPriceE8, qtyE9) : notional;
    }

    public long qtyE9() {
        return qtyE9;
    }

    /** The average, half up to 10^-8 USD; 0 without fills. */
    public long priceE8() {
        if (notional == null) {
            return firstPriceE8;
        }
        return new BigDecimal(notional).divide(BigDecimal.valueOf(qtyE9), 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** What price times quantity leaves out, 10^-17 USD; less than half a unit of the price for the quantity. */
    public long restE17() {
        return notional == null ? 0 : notional.subtract(product(priceE8(), qtyE9)).longValueExact();
    }

    private static BigInteger product(long priceE8, long quantityE9) {
        return BigInteger.valueOf(priceE8).multiply(BigInteger.valueOf(quantityE9));
    }
}
