package io.tradebot.bench;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measured line.
 *
 * @param name           class and method, like {@code AppendBenchmark.journal}
 * @param params         its parameters, sorted by name
 * @param mean           mean of the iterations, lower is better
 * @param error          half of the 99.9 % interval of the mean; NaN when there are too few iterations
 * @param best           lowest iteration: the one that others disturbed least
 * @param unit           unit of the three, like ns/op
 * @param allocatedBytes heap bytes of one operation, set-up of the invocation included; NaN when not measured
 */
record Score(String name, Map<String, String> params, double mean, double error, double best, String unit, double allocatedBytes) {

    static Score of(RunResult run) {
        String benchmark = run.getParams().getBenchmark();
        Map<String, String> params = new TreeMap<>();
        run.getParams().getParamsKeys().forEach(key -> params.put(key, run.getParams().getParam(key)));
        Result<?> primary = run.getPrimaryResult();
        Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Score(benchmark.substring(Score.class.getPackageName().length() + 1), params, primary.getScore(),
            primary.getScoreError(), primary.getStatistics().getMin(), primary.getScoreUnit(),
            allocated == null ? Double.NaN : allocated.getScore());
    }

    /** Name with parameters, like {@code AppendBenchmark.journal bodyLength=64}. */
    String title() {
        StringBuilder title = new StringBuilder(name);
        params.forEach((key, text) -> title.append(' ').append(key).append('=').append(text));
        return title.toString();
    }

    /** A number with about three digits; a dash for none. */
    static String text(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}
