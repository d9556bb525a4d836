package io.tradebot.replay.capsule;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a verification of a capsule found. Immutable.
 *
 * @param file          the capsule
 * @param difference    the first thing that does not fit, with its place; empty when all does
 * @param checks        what was checked and holds, one line each, in order
 * @param identity      whose session; empty when the manifest could not be trusted
 * @param date          of the session; empty likewise
 * @param headChain     chain after the slice, hex; empty likewise
 * @param publicKey     the signer, hex; empty likewise
 * @param isDecidedAgain whether all decisions were taken again and came out the same
 */
public record CapsuleReport(Path file, Optional<String> difference, List<String> checks, String identity, String date, String headChain,
                            String publicKey, boolean isDecidedAgain) {

    /** Nothing was found. */
    public boolean isGenuine() {
        return difference.isEmpty();
    }
}
