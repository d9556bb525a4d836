package io.tradebot.ops.daemon;

import java.io.IOException;

/** A backup is not what it should be; nothing of it was put into a home. The message names the file, the entry and what is wrong. */
public final class BadBackupException extends IOException {

    private static final long serialVersionUID = 1L;

    BadBackupException(String message) {
        super(message);
    }

    BadBackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
