package io.tradebot.engine.rules.planted.second;

import io.tradebot.engine.rules.planted.first.NeedsSecond;

public class NeedsFirst {
    public NeedsSecond other;
}
