package io.tradebot.replay.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * All combinations of the values of some settings. Immutable.
 *
 * @param axes in the order given; the last one changes fastest
 */
public record SweepGrid(List<SweepAxis> axes) {

    /** Points that a grid may have. */
    public static final int POINTS_MAX = 100_000;

    public SweepGrid {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one grid, such as --grid STRAT_OPEN_BUFFER=0.01,0.02");
        }
        if (axes.stream().map(SweepAxis::key).distinct().count() < axes.size()) {
            throw new IllegalArgumentException("a setting has two grids; put all its values into one");
        }
        long count = axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, (a, b) -> Math.min(a * b, POINTS_MAX + 1L));
        if (count > POINTS_MAX) {
            throw new IllegalArgumentException("the grid has more than " + POINTS_MAX + " points; leave out values");
        }
    }

    /** Reads one text for each setting; see {@link SweepAxis#parse}. */
    public static SweepGrid parse(List<String> texts) {
        return new SweepGrid(texts.stream().map(SweepAxis::parse).toList());
    }

    /** Every combination, in order. */
    public List<List<Assignment>> points() {
        List<List<Assignment>> points = List.of(List.of());
        for (SweepAxis axis : axes) {
            List<List<Assignment>> longer = new ArrayList<>();
            for (List<Assignment> point : points) {
                for (String value : axis.values()) {
                    List<Assignment> next = new ArrayList<>(point);
                    next.add(new Assignment(axis.key(), value));
                    longer.add(List.copyOf(next));
                }
            }
            points = longer;
        }
        return points;
    }
}
