package io.tradebot.replay.data;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * One file to read and what its place says about it.
 *
 * @param path where it is
 * @param forms the plain forms that may be there; empty for a LEAN zip
 * @param symbol the symbol that all its rows must have, or null when any may
 * @param lean what the path of a LEAN zip says, otherwise null
 */
record DataFile(Path path, Set<PlainForm> forms, String symbol, LeanFile lean) {

    static DataFile plain(Path path, Set<PlainForm> forms, String symbol) {
        return new DataFile(path, forms, symbol, null);
    }

    static DataFile lean(Path path, LeanFile lean) {
        return new DataFile(path, EnumSet.noneOf(PlainForm.class), lean.symbol(), lean);
    }

    /** As shown in messages: with slashes on every system. */
    String name() {
        return path.toString().replace('\\', '/');
    }

    boolean isGzip() {
        return path.toString().endsWith(".gz");
    }
}
