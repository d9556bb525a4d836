package io.tradebot.replay.audit;

import io.tradebot.engine.recovery.Redecision;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides every input of a journal again with the code that is running, and compares the decisions byte for byte with those
 * in the journal. Any thread.
 *
 * <p>It goes on behind a difference, so that one of housekeeping does not hide one of trading; but what follows a different
 * decision may follow from it. An exception that the journal does not have ends it.
 */
public final class Audit {

    private Audit() {
    }

    /** Verifies the files, then decides again when they are undamaged. */
    public static AuditReport run(Path journal, JournalVerifier.Progress progress) {
        return run(journal, StrategyCatalog::load, progress);
    }

    /** As {@link #run(Path, JournalVerifier.Progress)} with other strategies than those on the class path. */
    static AuditReport run(Path journal, Supplier<List<Strategy>> strategies, JournalVerifier.Progress progress) {
        VerificationReport verification = JournalVerifier.verify(journal, progress);
        if (!verification.isSound()) {
            return new AuditReport(verification, 0, 0, 0, "", Optional.empty(), false, Map.of(), Optional.empty());
        }
        Redecision redecision = new Redecision(strategies);
        byte[] chain = new byte[HashChain.LENGTH];
        long excerptCount = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (redecision.fault().isEmpty() && reader.next()) {
                redecision.decide(reader);
                excerptCount++;
                reader.copyChain(chain);
            }
            redecision.end();
        }
        return new AuditReport(verification, excerptCount, redecision.decisionCount(), redecision.checkpointCount(),
            HashChain.hex(chain), redecision.differences().leading(), redecision.differences().isTrading(), redecision.differences().countByKind(),
            redecision.fault());
    }
}
