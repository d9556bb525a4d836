package io.tradebot.projections.db;

/** The tables cannot follow the journal. The transaction is rolled back; the file holds the state of its last commit. */
public class ProjectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message names sequence, record and value where they are known. */
    public ProjectionException(String message) {
        super(message);
    }

    /** The message names sequence, record and value where they are known. */
    public ProjectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
