package io.tradebot.journal.chain;

import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.SealCause;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An Ed25519 signature over the chain of a journal up to one excerpt: nobody without the key can change, drop or add an
 * excerpt before it and leave a seal that holds. Hashes, key and signature are lower-case hex. Immutable, any thread.
 *
 * @param cause          why it was made
 * @param journal        which journal: the chain after sequence 0
 * @param sealedSequence last excerpt under the seal
 * @param chain          chain after that excerpt
 * @param schemaVersion  schema version of the record JournalSealed and of the excerpt that holds it
 * @param publicKey      raw key of the signer, 32 bytes
 * @param signature      64 bytes over {@link #signedText()}
 */
public record Seal(SealCause cause, String journal, long sealedSequence, String chain, int schemaVersion, String publicKey,
                   String signature) {

    /** First line of what is signed; another form of the text would have another number. */
    public static final String TITLE = "tradebot-journal-seal 1";

    /** Makes a seal in this program's schema; both chains are raw heads. */
    public static Seal sign(SealKey key, SealCause cause, byte[] firstChain, long sealedSequence, byte[] chain) {
        int schema = MessageHeaderDecoder.SCHEMA_VERSION;
        String journal = HashChain.hex(firstChain);
        String head = HashChain.hex(chain);
        byte[] signature = key.sign(text(cause, journal, sealedSequence, head, schema));
        return new Seal(cause, journal, sealedSequence, head, schema, HashChain.hex(key.publicKey()), HashChain.hex(signature));
    }

    /**
     * The bytes under the signature: six lines of ASCII, each ended by a line feed.
     * <pre>
     * tradebot-journal-seal 1
     * journal HEX
     * sequence DECIMAL
     * chain HEX
     * cause NAME
     * schema DECIMAL
     * </pre>
     * With the rule that the seal stands right behind the excerpt that it seals, at the same time, they settle every byte of it.
     */
    public byte[] signedText() {
        return text(cause, journal, sealedSequence, chain, schemaVersion);
    }

    private static byte[] text(SealCause cause, String journal, long sealedSequence, String chain, int schemaVersion) {
        String text = TITLE + "\njournal " + journal + "\nsequence " + sealedSequence + "\nchain " + chain + "\ncause " + cause
            + "\nschema " + schemaVersion + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the named key made the signature. Whether that key is the right one, only its owner can tell. */
    public boolean isGenuine() {
        HexFormat hex = HexFormat.of();
        return SealKey.isSignedBy(hex.parseHex(publicKey), signedText(), hex.parseHex(signature));
    }
}
