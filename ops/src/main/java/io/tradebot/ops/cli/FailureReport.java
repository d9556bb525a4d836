package io.tradebot.ops.cli;

import io.tradebot.engine.fee.UnknownFeeException;
import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.journal.chain.SealKeyException;
import io.tradebot.journal.event.UnreadableRecordException;
import io.tradebot.journal.log.JournalException;
import io.tradebot.ops.check.RefusedStartException;
import io.tradebot.ops.config.ProvisioningRefusedException;
import io.tradebot.ops.config.StoreException;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.replay.data.BadDataException;
import io.tradebot.replay.data.CsvFormatException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;

/** Turns what a command threw into a message for people and an exit code; the stack trace is for {@code --debug}. */
final class FailureReport {

    private final Screen screen;

    FailureReport(Screen screen) {
        this.screen = screen;
    }

    /** Prints the message and returns the exit code. */
    int report(Throwable thrown) {
        Throwable known = known(thrown);
        ExitCode exitCode = exitCode(known);
        if (screen.isDebug()) {
            thrown.printStackTrace(screen.errorWriter());
        }
        screen.error("tradebot: " + (exitCode == ExitCode.INTERNAL ? internal(thrown) : message(known)));
        return exitCode.code();
    }

    private static String internal(Throwable thrown) {
        return "internal error: " + thrown + "\nThis is a fault of the program. Run the command again with --debug and report what it prints.";
    }

    /** The first cause with a meaning for the user, else the exception itself. */
    private static Throwable known(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (exitCode(cause) != ExitCode.INTERNAL) {
                return cause;
            }
        }
        return thrown;
    }

    /** The code of one exception, without a look at its causes. */
    static ExitCode exitCode(Throwable thrown) {
        if (thrown instanceof CommandFailure failure) {
            return failure.exitCode();
        }
        if (thrown instanceof CsvFormatException) {
            return ExitCode.USAGE;
        }
        if (thrown instanceof BadDataException || thrown instanceof UnreadableRecordException) {
            return ExitCode.BAD_DATA;
        }
        if (thrown instanceof JournalException || thrown instanceof ProjectionException) {
            boolean isFromOutside = thrown.getCause() instanceof IOException || thrown.getCause() instanceof SQLException;
            return isFromOutside ? ExitCode.IO : ExitCode.BAD_DATA;
        }
        if (thrown instanceof StoreException store) {
            return switch (store.reason()) {
                case NO_STORE, MISSING -> ExitCode.NO_INPUT;
                case STORE_EXISTS -> ExitCode.CANNOT_CREATE;
                case WIDE_MODE, REFUSED -> ExitCode.CONFIGURATION;
                case DAMAGED -> ExitCode.BAD_DATA;
            };
        }
        if (thrown instanceof ProvisioningRefusedException) {
            return ExitCode.CONFIGURATION;
        }
        if (thrown instanceof InvalidSettingsException || thrown instanceof SealKeyException || thrown instanceof UnknownFeeException
            || thrown instanceof RefusedStartException) {
            return ExitCode.CONFIGURATION;
        }
        if (thrown instanceof NoSuchFileException || thrown instanceof NotDirectoryException) {
            return ExitCode.NO_INPUT;
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return ExitCode.CANNOT_CREATE;
        }
        return thrown instanceof IOException || thrown instanceof UncheckedIOException ? ExitCode.IO : ExitCode.INTERNAL;
    }

    private static String message(Throwable known) {
        if (known instanceof UncheckedIOException unchecked && known.getMessage().equals(String.valueOf(unchecked.getCause()))) {
            return message(unchecked.getCause());
        }
        if (known instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        return known.getMessage() == null ? known.toString() : known.getMessage();
    }

    private static String reason(FileSystemException file) {
        if (file instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (file instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (file instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (file instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (file instanceof FileSystemLoopException) {
            return "is a link in a circle";
        }
        return file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    }
}
