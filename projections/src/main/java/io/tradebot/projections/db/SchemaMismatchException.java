package io.tradebot.projections.db;

/** A file is not a ledger, or a ledger of another schema or chart version. Fatal at start: nothing is read or written. */
public final class SchemaMismatchException extends ProjectionException {

    private static final long serialVersionUID = 1L;

    /** The message names the file, what differs and the remedy. */
    public SchemaMismatchException(String message) {
        super(message);
    }
}
