package io.tradebot.ops.cli;

import java.io.InputStream;
import java.util.Map;

/** What a command has from its process besides arguments. Main thread only. */
record Surroundings(Map<String, String> environment, InputStream in) {

    /** Nothing: for help, documents and completion. */
    static final Surroundings NONE = new Surroundings(Map.of(), InputStream.nullInputStream());
}
