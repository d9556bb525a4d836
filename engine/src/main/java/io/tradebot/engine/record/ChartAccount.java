package io.tradebot.engine.record;

import io.tradebot.journal.event.AccountType;

/**
 * One account of a chart. Any thread.
 *
 * @param number       stable code
 * @param parentNumber 0 at the top
 * @param isActive     may be posted to
 * @param currency     code of three letters
 */
public record ChartAccount(int number, AccountType type, int parentNumber, boolean isActive, String currency, String name) {
}
