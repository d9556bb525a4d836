package io.tradebot.adapters.paper;

import io.tradebot.journal.event.BrokerRejectReason;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which faults strike, and when: by rate, at the n-th order that the bot sends, or in a span of engine time. What strikes depends on the
 * seed and on what it strikes alone, never on the order of questions, so that a broker that starts again from its log decides as before.
 * Immutable, any thread.
 */
public final class FaultPlan {

    private static final int PER_MILLION = 1_000_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LATE_NANOS = 90 * SECOND_NANOS;
    private static final long REORDERED_NANOS_MAX = 3 * SECOND_NANOS;

    private record Span(Fault fault, long fromNanos, long toNanos) {
    }

    private final long seed;
    private final Map<Fault, Integer> ratePpm = new EnumMap<>(Fault.class);
    private final Map<Fault, Set<Long>> numbers = new EnumMap<>(Fault.class);
    private final List<Span> spans = new ArrayList<>();
    private BrokerRejectReason rejectReason = BrokerRejectReason.OTHER;

    private FaultPlan(long seed) {
        this.seed = seed;
    }

    /** Nothing goes wrong, until more is said with the other methods. */
    public static FaultPlan of(long seed) {
        return new FaultPlan(seed);
    }

    /** The same with a fault that strikes so many of a million orders, answers, or whatever it can strike. */
    public FaultPlan rate(Fault fault, int perMillion) {
        if (perMillion < 0 || perMillion > PER_MILLION) {
            throw new IllegalArgumentException("rate of " + fault + " is " + perMillion + ", it must be from 0 to " + PER_MILLION);
        }
        FaultPlan plan = copy();
        plan.ratePpm.put(fault, perMillion);
        return plan;
    }

    /** The same with a fault that strikes the n-th order sent, from 1, or the n-th snapshot. */
    public FaultPlan at(Fault fault, long... orderNumbers) {
        FaultPlan plan = copy();
        for (long number : orderNumbers) {
            plan.numbers.computeIfAbsent(fault, key -> new TreeSet<>()).add(number);
        }
        return plan;
    }

    /** The same with a span of engine time, its end excluded; for MUTE and DISCONNECTED. */
    public FaultPlan during(Fault fault, long fromNanos, long toNanos) {
        if (fault != Fault.MUTE && fault != Fault.DISCONNECTED || fromNanos >= toNanos) {
            throw new IllegalArgumentException(fault + " from " + fromNanos + " to " + toNanos + ": only MUTE and DISCONNECTED last, and for some time");
        }
        FaultPlan plan = copy();
        plan.spans.add(new Span(fault, fromNanos, toNanos));
        return plan;
    }

    /** The same with the reason that REJECT gives. */
    public FaultPlan rejectWith(BrokerRejectReason reason) {
        FaultPlan plan = copy();
        plan.rejectReason = reason;
        return plan;
    }

    private FaultPlan copy() {
        FaultPlan copy = new FaultPlan(seed);
        copy.ratePpm.putAll(ratePpm);
        numbers.forEach((fault, set) -> copy.numbers.put(fault, new TreeSet<>(set)));
        copy.spans.addAll(spans);
        copy.rejectReason = rejectReason;
        return copy;
    }

    /** True when the fault strikes this; the key names it among all that the fault can strike. */
    boolean strikes(Fault fault, long number, String key) {
        Set<Long> at = numbers.get(fault);
        if (at != null && at.contains(number)) {
            return true;
        }
        int rate = ratePpm.getOrDefault(fault, 0);
        return rate > 0 && Math.floorMod(hash(fault, key), PER_MILLION) < rate;
    }

    /** True while a fault that lasts is on. */
    boolean isOn(Fault fault, long timeNanos) {
        for (Span span : spans) {
            if (span.fault() == fault && timeNanos >= span.fromNanos() && timeNanos < span.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** How long what the fault has struck is late. */
    long delayNanos(Fault fault, String key) {
        return fault == Fault.LATE_ACCEPT ? LATE_NANOS : 1 + Math.floorMod(hash(fault, key + " delay"), REORDERED_NANOS_MAX);
    }

    BrokerRejectReason rejectReason() {
        return rejectReason;
    }

    /** SplitMix64 over the seed, the fault and the bytes of the key. */
    private long hash(Fault fault, String key) {
        long mixed = mix(seed + fault.name().length() * 0x9E3779B97F4A7C15L);
        String text = fault.name() + ' ' + key;
        for (int i = 0; i < text.length(); i++) {
            mixed = mix(mixed ^ text.charAt(i));
        }
        return mixed;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The plan in one line, as {@link #parse} reads it: {@code seed=7 LOST_REPLY=20000 REJECT@3,5 reject=OTHER MUTE:from-to}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed=").append(seed).append(" reject=").append(rejectReason);
        ratePpm.forEach((fault, rate) -> text.append(' ').append(fault).append('=').append(rate));
        numbers.forEach((fault, at) -> text.append(' ').append(fault).append('@')
            .append(String.join(",", at.stream().map(String::valueOf).toList())));
        spans.forEach(span -> text.append(' ').append(span.fault()).append(':').append(span.fromNanos()).append('-').append(span.toNanos()));
        return text.toString();
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException naming the part that has no meaning
     */
    public static FaultPlan parse(String text) {
        FaultPlan plan = new FaultPlan(0);
        for (String part : text.strip().split("\\s+")) {
            plan = plan.with(part);
        }
        return plan;
    }

    private FaultPlan with(String part) {
        try {
            String[] equal = part.split("=", 2);
            if (equal.length == 2 && equal[0].equals("seed")) {
                FaultPlan plan = new FaultPlan(Long.parseLong(equal[1]));
                plan.ratePpm.putAll(ratePpm);
                plan.numbers.putAll(numbers);
                plan.spans.addAll(spans);
                plan.rejectReason = rejectReason;
                return plan;
            }
            if (equal.length == 2) {
                return equal[0].equals("reject") ? rejectWith(BrokerRejectReason.valueOf(equal[1]))
                    : rate(Fault.valueOf(equal[0]), Integer.parseInt(equal[1]));
            }
            String[] at = part.split("@", 2);
            if (at.length == 2) {
                return at(Fault.valueOf(at[0]), java.util.Arrays.stream(at[1].split(",")).mapToLong(Long::parseLong).toArray());
            }
            String[] span = part.split("[:-]", 3);
            return during(Fault.valueOf(span[0]), Long.parseLong(span[1]), Long.parseLong(span[2]));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("part '" + part + "' of a fault plan has no meaning: " + e.getMessage()
                + ". Write FAULT=per-million, FAULT@order,order, FAULT:from-to, reject=REASON or seed=number.", e);
        }
    }
}
