package io.tradebot.journal.log;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Copies the verified part of a journal into a new one that verifies by itself: same excerpts, same chain, same seals. The
 * source may be damaged and is only read. Any thread.
 */
public final class JournalExport {

    private JournalExport() {
    }

    /**
     * Copies the excerpts 0 to {@code to}, or to the last verified one when {@code to} is negative, into a folder that is new or empty.
     *
     * @return the verification of the new journal
     * @throws IllegalArgumentException when the verified part ends before {@code to}
     */
    public static VerificationReport prefix(Path source, Path target, long to, JournalVerifier.Progress progress) {
        VerificationReport report = JournalVerifier.verify(source, progress);
        if (to > report.headSequence()) {
            throw new IllegalArgumentException("the verified part of journal " + source + " ends at sequence " + report.headSequence()
                + "; there is no sequence " + to + " to copy");
        }
        requireEmpty(target);
        long last = to < 0 ? report.headSequence() : to;
        try (JournalWriter writer = JournalWriter.open(target)) {
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
            VerifiedPrefix.read(report, last, (bytes, bodyAt, bodyLength, sequence, timeNanos, envelopeVersion, schemaVersion) -> {
                buffer.wrap(bytes);
                writer.append(buffer, bodyAt, bodyLength, timeNanos, envelopeVersion, schemaVersion);
            });
        } catch (IOException e) {
            throw new JournalException("journal " + source + " cannot be read: " + e.getMessage(), e);
        }
        VerificationReport copy = JournalVerifier.verify(target);
        boolean isWhole = last != report.headSequence() || copy.headChain().equals(report.headChain());
        if (!copy.isSound() || copy.headSequence() != last || !isWhole) {
            throw new JournalException("the copy " + target + " is not what was read: " + copy.findings() + ", chain head " + copy.headChain()
                + "; remove it and try another disk");
        }
        return copy;
    }

    private static void requireEmpty(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalArgumentException(target + " is not empty; name a new folder");
            }
        } catch (IOException e) {
            throw new JournalException(target + " cannot be read: " + e.getMessage(), e);
        }
    }
}
