package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.StatementLineKind;

import java.util.List;

/**
 * All lines of one statement.
 *
 * @param id         the broker's name of it
 * @param isComplete every list of it came to its end; otherwise nothing is concluded from what it does not hold
 */
record Statement(String id, int epochDay, List<StatementLine> lines, boolean isComplete) {

    boolean hasBalances() {
        return lines.stream().anyMatch(line -> line.kind() == StatementLineKind.CASH_BALANCE || line.kind() == StatementLineKind.POSITION);
    }
}
