package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;

import java.util.ArrayList;
import java.util.List;

/** Checks the seals of a journal while it is walked front to back. Used once, by one thread. */
final class SealCheck {

    private final List<Seal> seals = new ArrayList<>();
    private String journal = "";
    private long lastTimeNanos;
    private boolean isLost;

    /** Over a whole journal: the walk begins at sequence 0. */
    SealCheck() {
    }

    /** Over a part of the journal that has this chain, hex, behind its sequence 0. */
    SealCheck(String journal) {
        this.journal = journal;
    }

    /** An excerpt was found good. */
    void reached(long sequence, long timeNanos, HashChain chain) {
        if (sequence == 0) {
            journal = chain.hex();
        }
        lastTimeNanos = timeNanos;
    }

    /** From here on the walk does not follow from sequence 0: seals can be neither confirmed nor denied. */
    void lose() {
        isLost = true;
    }

    boolean isLost() {
        return isLost;
    }

    /** Takes the seal in the frame of excerpt {@code sequence}; says what is wrong with it, or null. */
    String add(byte[] bytes, int at, int frameLength, long sequence, byte[] chainBefore) {
        Seal seal = OwnRecords.seal(bytes, at + Envelope.LENGTH, frameLength - Envelope.LENGTH, Envelope.schemaVersion(bytes, at), journal);
        if (seal == null) {
            return "this record JournalSealed is not one";
        }
        if (seal.sealedSequence() != sequence - 1) {
            return "the seal is over sequence " + seal.sealedSequence() + ", it must be over " + (sequence - 1) + ", the one before it";
        }
        if (!seal.chain().equals(HashChain.hex(chainBefore))) {
            return "the seal is over another chain: what stands before it was changed after it was sealed";
        }
        if (Envelope.timeNanos(bytes, at) != lastTimeNanos) {
            return "the seal is not at the time of the excerpt before it: it was changed";
        }
        if (!seal.isGenuine()) {
            return "the seal's signature is not that of its key: seal or excerpts before it were changed";
        }
        seals.add(seal);
        return null;
    }

    List<Seal> seals() {
        return List.copyOf(seals);
    }

    /** Chain behind sequence 0, hex; empty when there is none. */
    String journal() {
        return journal;
    }
}
