package io.tradebot.journal.log;

import io.tradebot.journal.event.RecoveryCause;

/**
 * What a repair found and set aside; becomes the record JournalRecovered.
 *
 * @param cause            what was found
 * @param verifiedSequence last excerpt that is verified, -1 for none
 * @param anchorSequence   last excerpt that the anchor named, -1 when it named none or cannot be read
 * @param damageOffset     where the damage begins in the file
 * @param verifiedChain    chain after the last verified excerpt, hex
 * @param segment          what was set aside, relative to the journal
 * @param quarantine       the name it has now, relative to the journal; empty when it was missing
 */
public record Loss(RecoveryCause cause, long verifiedSequence, long anchorSequence, long damageOffset, String verifiedChain,
                   String segment, String quarantine) {

    /** Excerpts that were synced and are gone; 0 when only unsynced ones are. */
    public long lostCount() {
        return Math.max(0, anchorSequence - verifiedSequence);
    }
}
