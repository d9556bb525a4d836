package io.tradebot.replay.explain;

import java.math.BigDecimal;
import java.util.List;

/** Chains and near misses as aligned text for people. Pure functions, any thread. */
public final class ChainText {

    private static final int PLACE_WIDTH = 10;
    private static final int TIME_WIDTH = 20;
    private static final int STAGE_WIDTH = 9;
    private static final String INDENT = " ".repeat(PLACE_WIDTH + TIME_WIDTH + STAGE_WIDTH + 6);

    private ChainText() {
    }

    /** All chains, a blank line between them; each line with its place in the journal ({@code sequence.record}) and time. */
    public static String of(List<Chain> chains) {
        StringBuilder text = new StringBuilder();
        for (Chain chain : chains) {
            text.append(text.length() == 0 ? "" : "\n");
            append(chain, text);
        }
        return text.toString();
    }

    private static void append(Chain chain, StringBuilder text) {
        boolean isDerived = !chain.traded().isEmpty() && !chain.traded().equals(chain.symbol());
        text.append(chain.subject()).append(": ").append(isDerived ? chain.traded() + " on the signal of " : "").append(chain.symbol()).append(" by strategy ").append(chain.strategy()).append(" on ")
            .append(Numbers.date(chain.epochDay())).append('\n').append("outcome: ").append(chain.outcome()).append("\n\n");
        for (Step step : chain.steps()) {
            String place = step.sequence() + "." + step.index();
            text.append(" ".repeat(Math.max(0, PLACE_WIDTH - place.length()))).append(place).append("  ")
                .append(padded(Numbers.time(step.timeNanos()), TIME_WIDTH)).append("  ").append(padded(step.stage().label(), STAGE_WIDTH))
                .append("  ").append(step.text()).append('\n');
            for (Arithmetic arithmetic : step.arithmetic()) {
                text.append(INDENT).append(arithmetic.text()).append('\n');
            }
        }
        int disagreements = chain.disagreements().size();
        text.append(disagreements == 0 ? "\nevery number above gives what the journal says\n"
            : "\n" + disagreements + " numbers above do NOT give what the journal says\n");
    }

    /** Near misses as a table. */
    public static String ofNearMisses(long epochDay, List<NearMiss> misses) {
        StringBuilder text = new StringBuilder("near misses on ").append(Numbers.date(epochDay)).append(", the nearest first\n\n")
            .append("  percent  ").append(padded("strategy", 10)).append(padded("symbol", 10)).append(padded("stopped by", 22))
            .append(padded("sequence", 10)).append(padded("time", 22)).append("compared\n");
        for (NearMiss miss : misses) {
            String percent = percent(miss.percent());
            text.append(" ".repeat(Math.max(0, 9 - percent.length()))).append(percent).append("  ").append(padded(miss.strategy() + ' ', 10))
                .append(padded((miss.symbol().isEmpty() ? "-" : miss.symbol()) + ' ', 10)).append(padded(miss.gate() + ' ', 22))
                .append(padded(miss.sequence() + " ", 10)).append(padded(Numbers.time(miss.timeNanos()) + ' ', 22)).append(miss.text()).append('\n');
        }
        return text.append(misses.isEmpty() ? "nothing was stopped\n" : "").toString();
    }

    private static String percent(BigDecimal percent) {
        return percent == null ? "-" : percent.toPlainString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
