package io.tradebot.engine.rules.planted.first;

import io.tradebot.engine.rules.planted.second.NeedsFirst;

public class NeedsSecond {
    public NeedsFirst other;
}
