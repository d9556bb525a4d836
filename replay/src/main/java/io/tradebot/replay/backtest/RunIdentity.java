package io.tradebot.replay.backtest;

/**
 * Who runs: the identity under which everything is filed.
 *
 * @param entityCode       company or person
 * @param jurisdictionCode country or state
 * @param brokerCode       broker; SIM for the simulated exchange
 * @param botId            at most 12 letters and digits; part of every client order id
 */
public record RunIdentity(String entityCode, String jurisdictionCode, String brokerCode, String botId) {

    /** Identity of a backtest nobody named. */
    public static final RunIdentity BACKTEST = new RunIdentity("BACKTEST", "US", "SIM", "BOT1");

    /** ENTITY_JURISDICTION_BROKER_BOT. */
    public String text() {
        return entityCode + '_' + jurisdictionCode + '_' + brokerCode + '_' + botId;
    }
}
