package io.tradebot.ops.config;

/** What a process in live mode may open. A {@link PaperCategory} is none of it. */
public sealed interface LiveReadable extends Category permits SharedCategory, LiveCategory {
}
