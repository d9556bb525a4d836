package io.tradebot.journal.tool;

import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.log.VerificationReport;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The seals of a journal as a small JSON document to keep elsewhere: with it an outsider finds a journal that was cut behind
 * a seal or written anew. One fixed form; no part of it is secret. Any thread.
 */
public final class SealExport {

    /** Value of {@code format}; another form would have another number. */
    public static final String FORMAT = "tradebot-journal-seals 1";

    private SealExport() {
    }

    /** The document, ended by a line feed. */
    public static String json(VerificationReport report) {
        return json(report.firstChain(), report.seals());
    }

    /** The same of some seals of the journal that has {@code firstChain} behind sequence 0, hex. */
    public static String json(String firstChain, List<Seal> seals) {
        String lines = seals.stream().map(SealExport::json).collect(Collectors.joining(",\n    "));
        return "{\n  \"format\": \"" + FORMAT + "\",\n  \"journal\": \"" + firstChain + "\",\n  \"seals\": ["
            + (seals.isEmpty() ? "" : "\n    " + lines + "\n  ") + "]\n}\n";
    }

    private static String json(Seal seal) {
        return "{\"sealedSequence\": " + seal.sealedSequence() + ", \"cause\": \"" + seal.cause() + "\", \"chain\": \"" + seal.chain()
            + "\", \"schema\": " + seal.schemaVersion()
            + ", \"publicKey\": \"" + seal.publicKey() + "\", \"signature\": \"" + seal.signature() + "\"}";
    }
}
