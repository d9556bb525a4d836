package io.tradebot.engine.script;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of OPEN, MID and CLOSE (strategy-rules 2 to 8), one strategy a run, once more, written from the text as plainly as possible: whole numbers in
 * the units of the text (px, micro-shares, cents), one pass over the minutes of one session, lists sorted where the text says
 * so. Shares nothing with the engine.
 */
final class RulesOracle {

    /** Settings by the names of the text; minutes count from the session's open. */
    static final class Rules {
        String strategy = "open";
        int start;
        long midThreshold = 20_000;
        boolean adxFilter = true;
        long adxMax = 25;
        boolean bollingerFilter = true;
        int bollingerK = 200;
        boolean reversalFilter = true;
        long trendMin = 5_000;
        long spikeMin = 10_000;
        int analysis = 20;
        int breakout = 15;
        int monitoring = 30;
        int sessionMinutes = 390;
        int hardExitMinutes = 5;
        long buffer = 20_000;
        long trail = 20_000;
        String shortType = "disabled";
        Map<String, String> inverse = Map.of();
        long allocation = 20_000;
        int maxTrades = 4;
        long[] weights = {400_000, 200_000, 200_000, 200_000};
        int multiplier = 3;
        int maxOpen = 5;
        long maxRisk = 25_000;
        long minNotionalCents = 100;
        long minPricePx = 20_000;
        long maxPricePx = 1_000_000;
        long slippage = 100;
        long commissionPerOrder;
        long commissionPerShareMicros;
        long dailyLossLimit = 50_000;
        boolean fractional = true;
    }

    /** Open, high, low, close in px, volume in shares. */
    record Bar(long o, long h, long l, long c, long v) {
    }

    /** A trade as section 9 shows it; times are minutes from the open. */
    record Trade(String symbol, String side, int entryMinute, long entryPx, int exitMinute, long exitPx, String reason, long qty, String signalSymbol,
                 int slot, int fallbackLevel, long feesCents, long pnlCents) {
    }

    private record Ranked(String symbol, long score, BigInteger dollarVolume, long hi, long lo, String kind, int direction) {
    }

    private static final class Slot {
        int number;
        long allocation;
        Ranked watched;
        int assigned;
        int level;
        String state = "WATCH";
    }

    private static final class Entry {
        Slot slot;
        String instrument;
        String signal;
        String side;
        long qty;
        int decided;
        int level;
    }

    private static final class Held {
        Entry entry;
        int minute;
        long px;
        long best;
        int deadline;
        String deadlineReason;
        String pendingReason;
    }

    private static final long PPM = 1_000_000;

    private final Rules rules;
    private final TreeMap<String, TreeMap<Integer, Bar>> bars;
    private final long floatCents;
    private final List<Trade> trades = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Ranked> reserve = new ArrayList<>();
    private final List<Entry> pending = new ArrayList<>();
    private final List<Held> open = new ArrayList<>();
    private final TreeSet<String> blocklist = new TreeSet<>();
    private long dayPnl;
    private boolean halted;

    private RulesOracle(Rules rules, TreeMap<String, TreeMap<Integer, Bar>> bars, long floatCents) {
        this.rules = rules;
        this.bars = bars;
        this.floatCents = floatCents;
    }

    /** Trades of one session, in the order of section 9. */
    static List<Trade> trade(Rules rules, TreeMap<String, TreeMap<Integer, Bar>> bars, long floatCents) {
        RulesOracle oracle = new RulesOracle(rules, bars, floatCents);
        for (int t = 0; t < rules.sessionMinutes; t++) {
            oracle.phaseA(t);
            oracle.phaseB(t);
            oracle.phaseC(t);
        }
        oracle.endOfSession();
        oracle.trades.sort(Comparator.comparingInt(Trade::entryMinute).thenComparing(Trade::symbol));
        return oracle.trades;
    }

    private int t1() {
        return rules.start + rules.analysis;
    }

    private int hx() {
        return rules.sessionMinutes - rules.hardExitMinutes;
    }

    private int t2() {
        return Math.min(t1() + rules.breakout, hx());
    }

    private Bar bar(String symbol, int t) {
        return bars.getOrDefault(symbol, new TreeMap<>()).get(t);
    }

    /** Close of the last bar known at D, valid when it started at D - 5 minutes or later; -1 otherwise. */
    private long lastPrice(String symbol, int d) {
        Map.Entry<Integer, Bar> last = bars.getOrDefault(symbol, new TreeMap<>()).lowerEntry(d);
        return last == null || last.getKey() < d - 5 ? -1 : last.getValue().c();
    }

    private void phaseA(int t) {
        for (Held held : bySymbol()) {
            Bar bar = bar(held.entry.instrument, t);
            if (held.pendingReason != null && bar != null) {
                close(held, bar.o(), t, held.pendingReason);
            }
        }
        for (Entry entry : new ArrayList<>(pending)) {
            Bar bar = bar(entry.instrument, t);
            if (t >= t2() || halted) {
                pending.remove(entry);
                entry.slot.state = "DONE";
            } else if (bar != null && t >= entry.decided) {
                pending.remove(entry);
                fill(entry, bar, t);
            }
        }
    }

    private void fill(Entry entry, Bar bar, int t) {
        Held held = new Held();
        held.entry = entry;
        held.minute = t;
        held.px = entry.side.equals("long") ? ceil(bar.o() * (PPM + rules.slippage), PPM) : Math.max(1, bar.o() * (PPM - rules.slippage) / PPM);
        held.best = held.px;
        boolean timeoutFirst = t + rules.monitoring < hx();
        held.deadline = timeoutFirst ? t + rules.monitoring : hx();
        held.deadlineReason = timeoutFirst ? "TIMEOUT" : "HARD_EXIT";
        open.add(held);
        blocklist.add(entry.instrument);
        blocklist.add(entry.signal);
        entry.slot.state = "DONE";
    }

    private void phaseB(int t) {
        for (Held held : bySymbol()) {
            Bar bar = bar(held.entry.instrument, t);
            if (bar == null) {
                continue;
            }
            if (!rules.strategy.equals("open")) {
                fixedStop(held, bar, t);
            } else if (held.entry.side.equals("long")) {
                long stop = held.best * (PPM - rules.trail) / PPM;
                if (bar.o() <= stop) {
                    close(held, bar.o(), t + 1, "TRAIL_STOP");
                } else if (bar.l() <= stop) {
                    close(held, stop, t + 1, "TRAIL_STOP");
                } else {
                    held.best = Math.max(held.best, bar.h());
                }
            } else {
                long stop = ceil(held.best * (PPM + rules.trail), PPM);
                if (bar.o() >= stop) {
                    close(held, bar.o(), t + 1, "TRAIL_STOP");
                } else if (bar.h() >= stop) {
                    close(held, stop, t + 1, "TRAIL_STOP");
                } else {
                    held.best = Math.min(held.best, bar.l());
                }
            }
        }
    }

    /** 6.4 for mid and close: the stop is fixed at the entry price; mid also has a target where the symbol itself is held. */
    private void fixedStop(Held held, Bar bar, int t) {
        boolean isLong = held.entry.side.equals("long");
        long stop = isLong ? held.px * (PPM - rules.trail) / PPM : ceil(held.px * (PPM + rules.trail), PPM);
        BigInteger vwap = rules.strategy.equals("mid") && held.entry.instrument.equals(held.entry.signal) ? vwap6(held.entry.signal, t) : null;
        boolean hasTarget = vwap != null;
        long target = !hasTarget ? 0 : isLong ? ceil(vwap.longValueExact(), 100) : vwap.longValueExact() / 100;
        if (isLong ? bar.o() <= stop : bar.o() >= stop) {
            close(held, bar.o(), t + 1, "STOP");
        } else if (hasTarget && t > held.minute && (isLong ? bar.o() >= target : bar.o() <= target)) {
            close(held, bar.o(), t + 1, "VWAP_TOUCH");
        } else if (isLong ? bar.l() <= stop : bar.h() >= stop) {
            close(held, stop, t + 1, "STOP");
        } else if (hasTarget && (isLong ? bar.h() >= target : bar.l() <= target)) {
            close(held, isLong ? Math.max(bar.o(), target) : Math.min(bar.o(), target), t + 1, "VWAP_TOUCH");
        }
    }

    /** 4.1 over the bars that start before minute t; null while undefined. */
    private BigInteger vwap6(String symbol, int t) {
        BigInteger num = BigInteger.ZERO;
        BigInteger den = BigInteger.ZERO;
        for (Bar bar : bars.get(symbol).headMap(t).values()) {
            num = num.add(BigInteger.valueOf(bar.h() + bar.l() + bar.c()).multiply(BigInteger.valueOf(bar.v())));
            den = den.add(BigInteger.valueOf(3 * bar.v()));
        }
        return den.signum() == 0 ? null : num.multiply(BigInteger.valueOf(100)).add(den.shiftRight(1)).divide(den);
    }

    /** 4.2 over the bars up to minute t; -1 while undefined. */
    private long adx6(String symbol, int t) {
        List<Bar> all = new ArrayList<>(bars.get(symbol).headMap(t + 1).values());
        long plus = 0;
        long minus = 0;
        List<Long> dx = new ArrayList<>();
        long adx = -1;
        for (int i = 1; i < all.size(); i++) {
            long up = all.get(i).h() - all.get(i - 1).h();
            long dn = all.get(i - 1).l() - all.get(i).l();
            plus = (i <= 14 ? plus : plus - plus / 14) + 1000 * (up > dn && up > 0 ? up : 0);
            minus = (i <= 14 ? minus : minus - minus / 14) + 1000 * (dn > up && dn > 0 ? dn : 0);
            if (i >= 14) {
                dx.add(plus + minus == 0 ? 0 : 100 * PPM * Math.abs(plus - minus) / (plus + minus));
                adx = dx.size() < 14 ? -1 : dx.size() == 14 ? dx.stream().mapToLong(Long::longValue).sum() / 14 : (adx * 13 + dx.get(dx.size() - 1)) / 14;
            }
        }
        return adx;
    }

    /** 4.3 at minute t: 1 touch, 0 none, -1 undefined. */
    private int touch(String symbol, int t, boolean lower) {
        List<Bar> all = new ArrayList<>(bars.get(symbol).headMap(t + 1).values());
        if (all.size() < 20) {
            return -1;
        }
        BigInteger s = BigInteger.ZERO;
        BigInteger q = BigInteger.ZERO;
        for (Bar bar : all.subList(all.size() - 20, all.size())) {
            s = s.add(BigInteger.valueOf(bar.c()));
            q = q.add(BigInteger.valueOf(bar.c()).pow(2));
        }
        BigInteger var = q.multiply(BigInteger.valueOf(20)).subtract(s.pow(2));
        Bar last = all.get(all.size() - 1);
        BigInteger d = lower ? s.subtract(BigInteger.valueOf(20 * last.l())) : BigInteger.valueOf(20 * last.h()).subtract(s);
        BigInteger k = BigInteger.valueOf(rules.bollingerK);
        return var.signum() > 0 && d.signum() >= 0 && d.pow(2).multiply(BigInteger.valueOf(10_000)).compareTo(k.pow(2).multiply(var)) >= 0 ? 1 : 0;
    }

    private void phaseC(int t) {
        int d = t + 1;
        for (Held held : bySymbol()) {
            if (held.pendingReason == null && halted) {
                held.pendingReason = "KILL_SWITCH";
            } else if (held.pendingReason == null && derivedTouch(held, t)) {
                held.pendingReason = "VWAP_TOUCH";
            } else if (held.pendingReason == null && d >= held.deadline) {
                held.pendingReason = held.deadlineReason;
            }
        }
        if (halted) {
            return;
        }
        if (d == t1()) {
            select(d);
        } else if (t >= t1() && d < t2()) {
            for (Slot slot : slots) {
                signal(slot, t, d);
            }
        }
    }

    /** 6.5: mid through a fund, the signal symbol's low came to the VWAP before its bar. */
    private boolean derivedTouch(Held held, int t) {
        Bar bar = bar(held.entry.signal, t);
        if (!rules.strategy.equals("mid") || held.entry.instrument.equals(held.entry.signal) || bar == null) {
            return false;
        }
        BigInteger vwap = vwap6(held.entry.signal, t);
        return vwap != null && bar.l() <= vwap.longValueExact() / 100;
    }

    private void select(int d) {
        List<Ranked> ranked = new ArrayList<>();
        for (String symbol : bars.keySet()) {
            long last = lastPrice(symbol, d);
            if (rules.inverse.containsValue(symbol) || bars.get(symbol).headMap(d).isEmpty() || last < rules.minPricePx || last > rules.maxPricePx) {
                continue;
            }
            List<Bar> window = new ArrayList<>(bars.get(symbol).subMap(rules.start, t1()).values());
            if (window.size() < (rules.analysis + 1) / 2) {
                continue;
            }
            long hi = window.stream().mapToLong(Bar::h).max().orElseThrow();
            long lo = window.stream().mapToLong(Bar::l).min().orElseThrow();
            BigInteger dollars = BigInteger.ZERO;
            for (Bar bar : window) {
                dollars = dollars.add(BigInteger.valueOf(bar.c()).multiply(BigInteger.valueOf(bar.v())));
            }
            Ranked found = switch (rules.strategy) {
                case "mid" -> midSetup(symbol, d, window, dollars);
                case "close" -> closeSetup(symbol, window, dollars, hi, lo);
                default -> new Ranked(symbol, (hi - lo) * PPM / lo, dollars, hi, lo, "RANGE", 0);
            };
            if (found != null) {
                ranked.add(found);
            }
        }
        ranked.sort((a, b) -> a.score() != b.score() ? Long.compare(b.score(), a.score())
            : !a.dollarVolume().equals(b.dollarVolume()) ? b.dollarVolume().compareTo(a.dollarVolume()) : a.symbol().compareTo(b.symbol()));
        List<Ranked> eligible = new ArrayList<>(ranked.subList(0, Math.min(ranked.size(), rules.maxTrades * rules.multiplier)));
        eligible.removeIf(one -> one.direction() < 0 && rules.shortType.equals("disabled"));
        int n = Math.min(rules.maxTrades, eligible.size());
        List<Long> shares = shares(n);
        long cap = floatCents * rules.allocation / PPM;
        for (int i = 0; i < n; i++) {
            Slot slot = new Slot();
            slot.number = i + 1;
            slot.allocation = cap * shares.get(i) / PPM;
            slot.watched = eligible.get(i);
            slot.assigned = d;
            slots.add(slot);
        }
        reserve.addAll(eligible.subList(n, eligible.size()));
    }

    private Ranked midSetup(String symbol, int d, List<Bar> window, BigInteger dollars) {
        BigInteger vwap = vwap6(symbol, d);
        if (vwap == null) {
            return null;
        }
        BigInteger distance = BigInteger.valueOf(100 * window.get(window.size() - 1).c()).subtract(vwap).abs();
        return new Ranked(symbol, distance.multiply(BigInteger.valueOf(PPM)).divide(vwap).longValueExact(), dollars, 0, 0, "VWAP", 0);
    }

    private Ranked closeSetup(String symbol, List<Bar> window, BigInteger dollars, long hi, long lo) {
        if (bars.get(symbol).headMap(rules.start).isEmpty()) {
            return null;
        }
        long first = bars.get(symbol).firstEntry().getValue().o();
        long before = bars.get(symbol).lowerEntry(rules.start).getValue().c();
        long p0 = window.get(0).o();
        long p1 = window.get(window.size() - 1).c();
        long magS = Math.abs(before - first) * PPM / first;
        long magA = Math.abs(p1 - p0) * PPM / p0;
        int signS = Long.signum(before - first);
        int signA = Long.signum(p1 - p0);
        if (magA >= rules.spikeMin) {
            return new Ranked(symbol, Math.max(magS, magA), dollars, hi, lo, "FADE", -signA);
        }
        return magS >= rules.trendMin && signA == signS && signS != 0
            ? new Ranked(symbol, Math.max(magS, magA), dollars, hi, lo, "MOMENTUM", signS) : null;
    }

    /** 6.1: 1 bullish, -1 bearish, 0 none. */
    private int direction(Slot slot, Bar bar, int t) {
        Ranked watched = slot.watched;
        if (rules.strategy.equals("open")) {
            return bar.c() * PPM > watched.hi() * (PPM + rules.buffer) ? 1 : bar.c() * PPM < watched.lo() * (PPM - rules.buffer) ? -1 : 0;
        }
        Map.Entry<Integer, Bar> earlier = bars.get(watched.symbol()).lowerEntry(t);
        if (earlier == null) {
            return 0;
        }
        Bar p = earlier.getValue();
        if (rules.strategy.equals("mid")) {
            return midDirection(watched.symbol(), bar, p, t);
        }
        boolean up = watched.direction() > 0;
        boolean isSignal = watched.kind().equals("MOMENTUM") ? (up ? bar.c() > watched.hi() : bar.c() < watched.lo())
            : up ? bar.c() > bar.o() && bar.c() > p.h() : bar.c() < bar.o() && bar.c() < p.l();
        return isSignal ? watched.direction() : 0;
    }

    private int midDirection(String symbol, Bar bar, Bar p, int t) {
        BigInteger vwap = vwap6(symbol, t + 1);
        if (vwap == null) {
            return 0;
        }
        BigInteger c6 = BigInteger.valueOf(100 * bar.c() * PPM);
        boolean up = c6.compareTo(vwap.multiply(BigInteger.valueOf(PPM - rules.midThreshold))) < 0;
        boolean down = c6.compareTo(vwap.multiply(BigInteger.valueOf(PPM + rules.midThreshold))) > 0;
        if (!up && !down || rules.adxFilter && adx6(symbol, t) > rules.adxMax * PPM || rules.bollingerFilter && touch(symbol, t, up) == 0) {
            return 0;
        }
        boolean reverses = up ? bar.c() > bar.o() && bar.l() <= p.l() && 2 * bar.c() >= bar.h() + bar.l()
            : bar.c() < bar.o() && bar.h() >= p.h() && 2 * bar.c() <= bar.h() + bar.l();
        return rules.reversalFilter && !reverses ? 0 : up ? 1 : -1;
    }

    private List<Long> shares(int n) {
        List<Long> shares = new ArrayList<>();
        long sum = 0;
        for (long weight : rules.weights) {
            sum += weight;
        }
        if (n == rules.weights.length) {
            for (long weight : rules.weights) {
                shares.add(weight);
            }
        } else if (n == 1) {
            shares.add(sum);
        } else if (n > 1) {
            long others = 0;
            for (int i = 1; i < n; i++) {
                others += rules.weights[i];
            }
            shares.add(rules.weights[0]);
            for (int i = 1; i < n; i++) {
                shares.add(rules.weights[i] * (sum - rules.weights[0]) / others);
            }
            shares.sort(Collections.reverseOrder());
        }
        return shares;
    }

    private void signal(Slot slot, int t, int d) {
        Bar bar = bar(slot.watched.symbol(), t);
        if (!slot.state.equals("WATCH") || bar == null || t < slot.assigned) {
            return;
        }
        int direction = direction(slot, bar, t);
        boolean bullish = direction > 0;
        boolean bearish = direction < 0;
        if (!bullish && !bearish || bearish && rules.shortType.equals("disabled")) {
            return;
        }
        String symbol = slot.watched.symbol();
        String instrument = symbol;
        String side = "long";
        if (bearish && rules.shortType.equals("ShortSell")) {
            side = "short";
        } else if (bearish && rules.shortType.equals("InverseETF")) {
            instrument = rules.inverse.getOrDefault(symbol, rules.inverse.get("*"));
            if (instrument == null || bars.getOrDefault(instrument, new TreeMap<>()).headMap(d).isEmpty()) {
                fallBack(slot, d);
                return;
            }
        } else if (bearish) {
            fallBack(slot, d);
            return;
        }
        check(slot, instrument, symbol, side, d);
    }

    private void check(Slot slot, String instrument, String symbol, String side, int d) {
        if (blocklist.contains(instrument) || blocklist.contains(symbol)) {
            fallBack(slot, d);
            return;
        }
        if (open.size() + pending.size() >= rules.maxOpen) {
            return;
        }
        long ref = lastPrice(instrument, d);
        if (ref < 0 || ref < rules.minPricePx || ref > rules.maxPricePx) {
            fallBack(slot, d);
            return;
        }
        if (slot.allocation > floatCents * rules.maxRisk / PPM) {
            return;
        }
        long qty = BigInteger.valueOf(slot.allocation).multiply(BigInteger.valueOf(100_000_000)).divide(BigInteger.valueOf(ref)).longValueExact();
        if (!rules.fractional || side.equals("short")) {
            qty = qty / 1_000_000 * 1_000_000;
        }
        BigInteger notional = BigInteger.valueOf(qty).multiply(BigInteger.valueOf(ref));
        if (qty == 0 || notional.compareTo(BigInteger.valueOf(rules.minNotionalCents).multiply(BigInteger.valueOf(100_000_000))) < 0) {
            fallBack(slot, d);
            return;
        }
        Entry entry = new Entry();
        entry.slot = slot;
        entry.instrument = instrument;
        entry.signal = symbol;
        entry.side = side;
        entry.qty = qty;
        entry.decided = d;
        entry.level = slot.level;
        pending.add(entry);
        slot.state = "PENDING";
    }

    private void fallBack(Slot slot, int d) {
        while (!reserve.isEmpty()) {
            Ranked next = reserve.remove(0);
            if (!blocklist.contains(next.symbol())) {
                slot.watched = next;
                slot.assigned = d;
                slot.level++;
                return;
            }
        }
        slot.state = "DONE";
    }

    private void close(Held held, long rawPx, int minute, String reason) {
        Entry entry = held.entry;
        boolean isLong = entry.side.equals("long");
        long px = reason.equals("VWAP_TOUCH") && held.pendingReason == null ? rawPx : isLong ? Math.max(1, rawPx * (PPM - rules.slippage) / PPM) : ceil(rawPx * (PPM + rules.slippage), PPM);
        long in = amount(held.px, entry.qty);
        long out = amount(px, entry.qty);
        long fees = 2 * (rules.commissionPerOrder + ceil(BigInteger.valueOf(entry.qty).multiply(BigInteger.valueOf(rules.commissionPerShareMicros)),
            BigInteger.valueOf(10_000_000_000L)));
        long pnl = (isLong ? out - in : in - out) - fees;
        open.remove(held);
        trades.add(new Trade(entry.instrument, entry.side, held.minute, held.px, minute, px, reason, entry.qty, entry.signal, entry.slot.number,
            entry.level, fees, pnl));
        dayPnl += pnl;
        halted = halted || -dayPnl > floatCents * rules.dailyLossLimit / PPM;
    }

    private void endOfSession() {
        for (Held held : bySymbol()) {
            Bar last = bars.get(held.entry.instrument).lastEntry().getValue();
            close(held, last.c(), rules.sessionMinutes, held.pendingReason == null ? "SESSION_CLOSE" : held.pendingReason);
        }
    }

    private List<Held> bySymbol() {
        List<Held> sorted = new ArrayList<>(open);
        sorted.sort(Comparator.comparing(held -> held.entry.instrument));
        return sorted;
    }

    private static long amount(long px, long qty) {
        return BigInteger.valueOf(px).multiply(BigInteger.valueOf(qty)).add(BigInteger.valueOf(50_000_000)).divide(BigInteger.valueOf(100_000_000))
            .longValueExact();
    }

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }

    private static long ceil(BigInteger a, BigInteger b) {
        return a.add(b).subtract(BigInteger.ONE).divide(b).longValueExact();
    }
}
