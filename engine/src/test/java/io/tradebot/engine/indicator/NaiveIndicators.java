package io.tradebot.engine.indicator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Section 4 of the strategy rules once more, from the text, in numbers without bounds, all bars anew at each question. */
final class NaiveIndicators {

    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private NaiveIndicators() {
    }

    /** 4.1 through bar n (a count); null while undefined. */
    static BigInteger vwap6(List<ListedBars.Bar> bars, int n) {
        BigInteger num = BigInteger.ZERO;
        BigInteger volume = BigInteger.ZERO;
        for (ListedBars.Bar bar : bars.subList(0, n)) {
            num = num.add(big(bar.highPx()).add(big(bar.lowPx())).add(big(bar.closePx())).multiply(big(bar.volumeShares())));
            volume = volume.add(big(bar.volumeShares()));
        }
        BigInteger den = volume.multiply(big(3));
        return den.signum() == 0 ? null : num.multiply(big(100)).add(den.divide(big(2))).divide(den);
    }

    /** 4.2 after all bars; null while undefined. */
    static BigInteger adx6(List<ListedBars.Bar> bars) {
        List<BigInteger> dx = new ArrayList<>();
        BigInteger plus = BigInteger.ZERO;
        BigInteger minus = BigInteger.ZERO;
        BigInteger adx = null;
        for (int i = 1; i < bars.size(); i++) {
            BigInteger up = big(bars.get(i).highPx()).subtract(big(bars.get(i - 1).highPx()));
            BigInteger dn = big(bars.get(i - 1).lowPx()).subtract(big(bars.get(i).lowPx()));
            BigInteger pDm = up.compareTo(dn) > 0 && up.signum() > 0 ? up : BigInteger.ZERO;
            BigInteger mDm = dn.compareTo(up) > 0 && dn.signum() > 0 ? dn : BigInteger.ZERO;
            plus = (i <= 14 ? plus : plus.subtract(plus.divide(big(14)))).add(big(1000).multiply(pDm));
            minus = (i <= 14 ? minus : minus.subtract(minus.divide(big(14)))).add(big(1000).multiply(mDm));
            if (i < 14) {
                continue;
            }
            BigInteger sum = plus.add(minus);
            dx.add(sum.signum() == 0 ? BigInteger.ZERO : big(100).multiply(PPM).multiply(plus.subtract(minus).abs()).divide(sum));
            if (dx.size() == 14) {
                adx = dx.stream().reduce(BigInteger.ZERO, BigInteger::add).divide(big(14));
            } else if (dx.size() > 14) {
                adx = adx.multiply(big(13)).add(dx.get(dx.size() - 1)).divide(big(14));
            }
        }
        return adx;
    }

    /** 4.3 for the last bar. */
    static boolean touches(List<ListedBars.Bar> bars, int k, boolean isLower) {
        if (bars.size() < 20) {
            return false;
        }
        BigInteger s = sum(bars);
        BigInteger var = variance(bars);
        ListedBars.Bar last = bars.get(bars.size() - 1);
        BigInteger d = isLower ? s.subtract(big(20).multiply(big(last.lowPx()))) : big(20).multiply(big(last.highPx())).subtract(s);
        return var.signum() > 0 && d.signum() >= 0 && d.multiply(d).multiply(big(10_000)).compareTo(big(k).multiply(big(k)).multiply(var)) >= 0;
    }

    /** Lower or upper band in px to 30 digits; null without width. */
    static BigDecimal bandPx(List<ListedBars.Bar> bars, int k, boolean isLower) {
        BigInteger var = variance(bars);
        if (var.signum() <= 0) {
            return null;
        }
        MathContext digits = new MathContext(40);
        BigDecimal deviations = new BigDecimal(var).sqrt(digits).multiply(BigDecimal.valueOf(k)).divide(BigDecimal.valueOf(2000), digits);
        BigDecimal mean = new BigDecimal(sum(bars)).divide(BigDecimal.valueOf(20), digits);
        return isLower ? mean.subtract(deviations) : mean.add(deviations);
    }

    private static BigInteger sum(List<ListedBars.Bar> bars) {
        return bars.subList(bars.size() - 20, bars.size()).stream().map(bar -> big(bar.closePx())).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger variance(List<ListedBars.Bar> bars) {
        BigInteger squares = bars.subList(bars.size() - 20, bars.size()).stream().map(bar -> big(bar.closePx()).pow(2))
            .reduce(BigInteger.ZERO, BigInteger::add);
        return squares.multiply(big(20)).subtract(sum(bars).pow(2));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
