package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.ShortType;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.data.OptionContract;
import io.tradebot.replay.data.QuoteSeries;

import java.util.ArrayList;
import java.util.List;

/**
 * A put and its quotes.
 *
 * @param contract terms
 * @param quotes   minute quotes
 */
record PutQuotes(OptionContract contract, QuoteSeries quotes) {

    /** Puts on symbols with bars, in the order of contracts; none when no strategy buys puts. */
    static List<PutQuotes> of(MarketHistory history, EngineSettings settings) {
        List<PutQuotes> found = new ArrayList<>();
        if (!buysPuts(settings)) {
            return found;
        }
        history.optionQuotes().forEach((contract, quotes) -> {
            boolean isUsable = contract.right() == OptionContract.Right.PUT && history.symbols().contains(contract.underlying());
            if (isUsable) {
                found.add(new PutQuotes(contract, quotes));
            }
        });
        return found;
    }

    private static boolean buysPuts(EngineSettings settings) {
        for (String name : settings.strategySequence()) {
            boolean isRun = settings.strategyOverride() == null || settings.strategyOverride().equals(name);
            if (isRun && settings.strategy(name).isEnabled() && settings.strategy(name).shortType() == ShortType.LONG_PUT) {
                return true;
            }
        }
        return false;
    }

    /** Symbol in the records. */
    String symbol() {
        return OptionSymbol.of(contract);
    }
}
