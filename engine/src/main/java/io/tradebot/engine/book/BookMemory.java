package io.tradebot.engine.book;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * What the books remember of executions and used lots, as a whole: executions hang together by the lots that they opened and closed
 * and by their position, and are kept or forgotten together. Engine thread only, cold.
 */
public final class BookMemory {

    private static final Comparator<Execution> BY_NUMBER = Comparator.comparingLong(Execution::number); // no two have one

    private final ExecutionBook book;
    private final LotBook lots;
    private final List<Execution> executions;
    private final Map<Long, Lot> closedLots = new TreeMap<>();

    /**
     * Collects.
     *
     * @param ofPositions executions that positions refer to; the end of an option is found by these and by lots only
     */
    public BookMemory(ExecutionBook book, LotBook lots, Collection<Execution> ofPositions) {
        this.book = book;
        this.lots = lots;
        Set<Execution> found = new TreeSet<>(BY_NUMBER);
        List<Execution> events = new ArrayList<>();
        Deque<Execution> toVisit = new ArrayDeque<>(book.booked());
        found.addAll(book.booked());
        addNew(ofPositions, found, events, toVisit);
        lots.open().forEach(lot -> addNew(lot.users(), found, events, toVisit));
        while (!toVisit.isEmpty()) {
            Execution execution = toVisit.removeFirst();
            execution.openings().forEach(opening -> visit(opening.lot(), found, events, toVisit));
            execution.uses().forEach(use -> visit(use.lot(), found, events, toVisit));
        }
        events.sort(BY_NUMBER);
        executions = new ArrayList<>(book.booked());
        executions.addAll(events);
    }

    private void visit(Lot lot, Set<Execution> found, List<Execution> events, Deque<Execution> toVisit) {
        if (lot.leavesQtyE9() == 0) {
            closedLots.put(lot.id(), lot);
        }
        addNew(lot.users(), found, events, toVisit);
    }

    private static void addNew(Collection<Execution> some, Set<Execution> found, List<Execution> events, Deque<Execution> toVisit) {
        for (Execution execution : some) {
            if (found.add(execution)) {
                events.add(execution);
                toVisit.add(execution);
            }
        }
    }

    /** Executions: those of the book as they were first booked, then the ends of options by number. */
    public List<Execution> executions() {
        return executions;
    }

    /** Lots that are used up and that these executions touched, by id. */
    public Collection<Lot> closedLots() {
        return closedLots.values();
    }

    /**
     * Forgets executions before this time on which nothing open rests, and of more than {@code most} the oldest of those; then the
     * commissions and named lots of orders of which nothing is known any more.
     *
     * @return what is left
     */
    public Set<Execution> forgetBefore(long timeNanos, int most, LongPredicate isOrderKnown) {
        Set<Execution> kept = new TreeSet<>(BY_NUMBER);
        List<Family> closed = new ArrayList<>();
        for (Family family : families()) {
            if (family.isOpen) {
                kept.addAll(family.members);
            } else if (family.latestNanos >= timeNanos) {
                closed.add(family);
            }
        }
        closed.sort(Comparator.comparingLong((Family family) -> family.latestNanos).thenComparingLong(family -> family.members.get(0).number())
            .reversed());
        for (Family family : closed) {
            if (kept.size() + family.members.size() > most) {
                break;
            }
            kept.addAll(family.members);
        }
        book.keep(kept, isOrderKnown);
        lots.keepDesignated(orderId -> isOrderKnown.test(orderId) || book.findFirst(orderId) != null);
        return kept;
    }

    /** Executions that hang together. */
    private static final class Family {
        private final List<Execution> members = new ArrayList<>();
        private boolean isOpen;
        private long latestNanos = Long.MIN_VALUE;
    }

    private List<Family> families() {
        int[] parent = new int[executions.size()];
        Arrays.setAll(parent, i -> i);
        Map<Long, Integer> byLot = new TreeMap<>();
        Map<Long, Integer> byPosition = new TreeMap<>();
        for (int i = 0; i < executions.size(); i++) {
            Execution execution = executions.get(i);
            if (execution.terms().positionId() != 0) {
                join(parent, byPosition, execution.terms().positionId(), i);
            }
            for (Execution.Opening opening : execution.openings()) {
                join(parent, byLot, opening.lot().id(), i);
            }
            for (LotUse use : execution.uses()) {
                join(parent, byLot, use.lot().id(), i);
            }
        }
        Family[] families = new Family[executions.size()];
        List<Family> all = new ArrayList<>();
        for (int i = 0; i < executions.size(); i++) {
            int root = root(parent, i);
            if (families[root] == null) {
                families[root] = new Family();
                all.add(families[root]);
            }
            add(families[root], executions.get(i));
        }
        return all;
    }

    private static void add(Family family, Execution execution) {
        family.members.add(execution);
        family.latestNanos = Math.max(family.latestNanos, execution.terms().executedNanos());
        family.isOpen |= execution.openings().stream().anyMatch(opening -> opening.lot().leavesQtyE9() > 0)
            || execution.uses().stream().anyMatch(use -> use.lot().leavesQtyE9() > 0);
    }

    private static void join(int[] parent, Map<Long, Integer> firstByKey, long key, int index) {
        Integer first = firstByKey.putIfAbsent(key, index);
        if (first != null) {
            parent[root(parent, index)] = root(parent, first);
        }
    }

    private static int root(int[] parent, int index) {
        int at = index;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /**
     * Puts an execution back as it was.
     *
     * @param isInBook it is found by its id
     */
    public static Execution restore(ExecutionBook book, Execution.Terms terms, boolean isInBook, long number, long leavesQtyE9,
            long leavesAmountE8, int actionCount, boolean wasTakenBack) {
        Execution execution = new Execution(terms);
        execution.restore(number, leavesQtyE9, leavesAmountE8, actionCount, wasTakenBack);
        if (isInBook) {
            book.restore(execution);
        }
        return execution;
    }

    /** Notes that an execution opened a lot. */
    public static void restoreOpening(Execution execution, Lot lot, long qtyE9, long amountE8, int actionCount) {
        execution.openings().add(new Execution.Opening(lot, qtyE9, amountE8, actionCount));
    }

    /** Notes that an execution closed a part of a lot; in the order in which executions were booked. */
    public static void restoreUse(Execution execution, LotUse use) {
        execution.uses().add(use);
        if (!use.lot().users().contains(execution)) {
            use.lot().users().add(execution);
        }
    }
}
