package io.tradebot.ops.config;

/** What a process in paper mode may open. A {@link LiveCategory} is none of it. */
public sealed interface PaperReadable extends Category permits SharedCategory, PaperCategory {
}
