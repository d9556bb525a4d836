package io.tradebot.journal.log;

import java.nio.file.Path;

/**
 * One thing that a verification found.
 *
 * @param severity whether the journal can still be trusted
 * @param file     where
 * @param from     first offset concerned
 * @param to       offset behind the last byte concerned
 * @param sequence excerpt concerned, or -1 for none
 * @param what     what is wrong
 */
public record Finding(Severity severity, Path file, long from, long to, long sequence, String what) {

    /** Whether the journal can still be trusted. */
    public enum Severity {
        /** Bytes are not what was written, or bytes are missing. */
        DAMAGE,
        /** What a crash leaves behind: nothing that was synced is affected. */
        NOTE
    }

    /** Whether a program of a newer version wrote it: no damage that a repair could mend. */
    public boolean isNewer() {
        return what.endsWith(Envelope.NEWER_REMEDY);
    }

    @Override
    public String toString() {
        return severity + " " + file + " offset " + from + (to > from + 1 ? ".." + (to - 1) : "")
            + (sequence < 0 ? "" : " sequence " + sequence) + ": " + what;
    }
}
