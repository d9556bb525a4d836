package io.tradebot.engine.record;

/**
 * Something wrong in a chart of accounts. Any thread.
 *
 * @param accountNumber 0 when it concerns several
 */
public record ChartProblem(int accountNumber, String text) {
}
