package io.tradebot.replay.data;

/** A file or folder below the path that was asked for and is not used. */
public record IgnoredFile(String file, String reason) {

    @Override
    public String toString() {
        return file + ": ignored, " + reason;
    }
}
