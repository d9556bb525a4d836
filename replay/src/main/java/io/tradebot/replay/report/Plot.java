package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * One chart as inline SVG. Shapes lie in an inner drawing 1000 wide that is stretched to the width of the page; texts and
 * markers lie outside it, placed in percent, so they keep their size on a phone. Works without script. Owned by one thread.
 *
 * <p>Coordinates are tenths of a unit in integers: no rounding differs between machines.
 */
final class Plot {

    private static final int WIDTH_TENTHS = 10_000;
    private static final int LABEL_HEIGHT = 24;
    private static final int[] NICE_STEPS = {10, 20, 25, 50, 100};

    private final int height;
    private final long xMin;
    private final long xMax;
    private final long yMin;
    private final long yMax;
    private final StringBuilder shapes = new StringBuilder();
    private final StringBuilder overlay = new StringBuilder();
    private final StringBuilder labels = new StringBuilder();
    private final StringBuilder grid = new StringBuilder();
    private String points = "";

    /** A drawing of {@code height} pixels for x in {@code xMin..xMax} and y in {@code yMin..yMax}; empty ranges are widened. */
    Plot(int height, long xMin, long xMax, long yMin, long yMax) {
        this.height = height;
        this.xMin = xMin;
        this.xMax = Math.max(xMax, xMin + 1);
        this.yMin = yMin;
        this.yMax = Math.max(yMax, yMin + 1);
    }

    /** x in the inner drawing, 0 to 1000. */
    String x(long value) {
        return tenths(xTenths(value));
    }

    /** y in pixels from the top. */
    String y(long value) {
        return tenths(yTenths(value));
    }

    /** x as a percentage of the width, for texts and markers. */
    String xPercent(long value) {
        return FixedPoint.formatShort(xTenths(value), 2, 0) + "%";
    }

    long xTenths(long value) {
        return place(value - xMin, xMax - xMin, WIDTH_TENTHS);
    }

    long yTenths(long value) {
        return height * 10L - place(value - yMin, yMax - yMin, height * 10L);
    }

    private static long place(long offset, long range, long size) {
        return offset < 0 ? -FixedPoint.multiplyDivideHalfUp(-offset, size, range)
            : FixedPoint.multiplyDivideHalfUp(offset, size, range);
    }

    static String tenths(long value) {
        return FixedPoint.formatShort(value, 1, 0);
    }

    /** Horizontal lines at round values, with their labels in the axis on the right. */
    Plot yAxis(int lineCount, LongFunction<String> label) {
        long step = niceStep((yMax - yMin) / lineCount);
        for (long value = Math.floorDiv(yMin + step - 1, step) * step; value <= yMax; value += step) {
            String y = y(value);
            grid.append("<path class=\"grid").append(value == 0 ? " zero" : "").append("\" d=\"M0 ").append(y).append("H1000\"/>");
            labels.append("<text x=\"6\" y=\"").append(y).append("\" dy=\"4\">").append(Markup.escape(label.apply(value)))
                .append("</text>");
        }
        return this;
    }

    private static long niceStep(long least) {
        long power = 1;
        while (Math.multiplyExact(power, 10) < least) {
            power *= 10;
        }
        for (int step : NICE_STEPS) {
            if (step * power >= least * 10) {
                return Math.max(1, step * power / 10);
            }
        }
        return power * 10;
    }

    /** A label under the drawing, left out on a narrow page when {@code needsWidth}. */
    Plot xLabel(boolean needsWidth, long value, String text) {
        String x = xPercent(value);
        long at = xTenths(value);
        String anchor = at < 400 ? "start" : at > 9600 ? "end" : "middle";
        overlay.append("<text class=\"tick").append(needsWidth ? " wide" : "").append("\" x=\"").append(x)
            .append("\" y=\"").append(height + 17).append("\" text-anchor=\"").append(anchor).append("\">")
            .append(Markup.escape(text)).append("</text>");
        return this;
    }

    /** A path in the inner drawing. */
    Plot path(String cssClass, CharSequence d) {
        if (d.length() > 0) {
            shapes.append("<path class=\"").append(cssClass).append("\" d=\"").append(d).append("\"/>");
        }
        return this;
    }

    /** A path of fixed size around a point, with a text for the pointer. */
    Plot marker(String cssClass, long xValue, long yValue, String d, String title) {
        overlay.append("<svg class=\"marker\" x=\"").append(xPercent(xValue)).append("\" y=\"").append(y(yValue))
            .append("\"><path class=\"").append(cssClass).append("\" d=\"").append(d).append("\"><title>")
            .append(Markup.escape(title)).append("</title></path></svg>");
        return this;
    }

    /** Points that the pointer and the arrow keys visit: x in the inner drawing and what to say there. */
    Plot readout(List<Long> xValues, List<String> texts) {
        List<String> xs = new ArrayList<>();
        xValues.forEach(value -> xs.add(x(value)));
        points = " tabindex=\"0\" data-xs=\"" + String.join(" ", xs) + "\" data-texts=\""
            + Markup.escape(String.join("|", texts)) + "\"";
        return this;
    }

    /** The whole chart. */
    String svg(String id, String description) {
        int full = height + LABEL_HEIGHT;
        return "<div class=\"plot\"><svg class=\"canvas\" id=\"" + id + "\" height=\"" + full + "\" role=\"img\" aria-label=\""
            + Markup.escape(description) + "\"" + points + "><svg class=\"shapes\" width=\"100%\" height=\"" + height
            + "\" viewBox=\"0 0 1000 " + height + "\" preserveAspectRatio=\"none\">" + grid + shapes + "</svg>" + overlay
            + "<line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"" + height + "\" visibility=\"hidden\"/></svg>"
            + "<svg class=\"axis\" width=\"72\" height=\"" + full + "\" aria-hidden=\"true\">" + labels + "</svg></div>"
            + (points.isEmpty() ? "" : "<output class=\"readout\" for=\"" + id + "\" aria-live=\"polite\"></output>");
    }
}
