package io.tradebot.ops.check;

import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.SelfCheckSubject;
import io.tradebot.journal.log.JournalException;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** All checks of one home, in a fixed order; every problem is found, not only the first. Reads only. One thread. */
public final class BuildCheck {

    private static final int JAVA_MIN = 17;
    private static final long FREE_MIN_BYTES = 256L << 20;
    private static final long FREE_WARN_BYTES = 2L << 30;
    private static final int YEAR_MIN = 2025;
    private static final int YEAR_MAX = 2100;
    private static final int RULES_AGE_YEARS = 2;
    private static final long AHEAD_SECONDS = 300;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    /** Checks of the home in this folder. */
    public BuildCheck(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /** What was found so far, in order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** True when nothing stops a start. */
    public boolean isPassed() {
        return findings.stream().noneMatch(finding -> finding.verdict() == CheckVerdict.REFUSED);
    }

    private void add(String check, CheckVerdict verdict, SelfCheckSubject subject, String text, String remedy) {
        findings.add(new Finding(check, verdict, subject, text, remedy));
    }

    /** Java, disk, clock, time zones, folders and their modes: what every start looks at. */
    public BuildCheck machineAndFiles() throws IOException {
        java();
        disk();
        clock();
        timeZones();
        modes();
        return this;
    }

    private void java() {
        int version = Runtime.version().feature();
        boolean isEnough = version >= JAVA_MIN;
        add("java", isEnough ? CheckVerdict.PASSED : CheckVerdict.REFUSED, SelfCheckSubject.FILES, "Java " + Runtime.version(),
            isEnough ? "" : "install Java " + JAVA_MIN + " or newer");
    }

    private void disk() throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        CheckVerdict verdict = free < FREE_MIN_BYTES ? CheckVerdict.REFUSED : free < FREE_WARN_BYTES ? CheckVerdict.WARNED : CheckVerdict.PASSED;
        add("disk", verdict, SelfCheckSubject.FILES, (free >> 20) + " MiB free for " + root + ", " + (FREE_MIN_BYTES >> 20) + " are needed",
            verdict == CheckVerdict.PASSED ? "" : "make room, or move the home to a larger disk");
    }

    private void clock() throws IOException {
        Instant now = clock.instant();
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        if (year < YEAR_MIN || year > YEAR_MAX) {
            add("clock", CheckVerdict.REFUSED, SelfCheckSubject.FILES, "the clock says " + now, "set it: timedatectl set-ntp true");
            return;
        }
        Path anchor = root.resolve("journal").resolve("anchor");
        Instant written = Files.exists(anchor) ? Files.getLastModifiedTime(anchor).toInstant() : Instant.EPOCH;
        boolean isBehind = written.isAfter(now.plusSeconds(AHEAD_SECONDS));
        add("clock", isBehind ? CheckVerdict.WARNED : CheckVerdict.PASSED, SelfCheckSubject.FILES, "the clock says " + now
            + (isBehind ? ", the journal was written at " + written : "; how far it is off cannot be asked without a network"),
            isBehind ? "set the clock: timedatectl set-ntp true" : "");
    }

    private void timeZones() {
        String rules = ZoneRulesProvider.getVersions("America/New_York").lastKey();
        int year = Integer.parseInt(rules.replaceAll("[^0-9].*", ""));
        boolean isOld = clock.instant().atOffset(ZoneOffset.UTC).getYear() - year > RULES_AGE_YEARS;
        add("zones", isOld ? CheckVerdict.WARNED : CheckVerdict.PASSED, SelfCheckSubject.FILES, "time zone rules " + rules,
            isOld ? "update Java: daylight time may have been changed since" : "");
    }

    private void modes() throws IOException {
        int before = findings.size();
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        for (Path folder : List.of(root, root.resolve("storage"), root.resolve("storage/keys"), root.resolve("storage/secrets"), root.resolve("control"),
            root.resolve("journal"), root.resolve("output"), root.resolve("logs"), root.resolve("backup"))) {
            if (!Files.exists(folder)) {
                continue;
            }
            if (!Files.isDirectory(folder)) {
                refuse(folder + " is a file where a folder is needed", "move it away");
            } else if (!Files.getAttribute(folder, "unix:uid").equals(user)) {
                refuse(folder + " belongs to " + Files.getOwner(folder) + ", this process is " + System.getProperty("user.name"),
                    "chown -R " + System.getProperty("user.name") + " " + root);
            } else if (!Files.isWritable(folder) || !Files.isReadable(folder)) {
                refuse(folder + " has mode " + mode(folder) + ": it cannot be read and written", "chmod 700 " + folder);
            }
        }
        ownerOnly(root, "700");
        Path storage = root.resolve("storage");
        if (Files.isDirectory(storage)) {
            try (Stream<Path> below = Files.walk(storage)) {
                // nothing is in a lock file, and its folder is looked at
                for (Path path : below.filter(path -> !path.toString().endsWith(".lock")).sorted().toList()) {
                    ownerOnly(path, Files.isDirectory(path) ? "700" : "600");
                }
            }
        }
        if (findings.size() == before) {
            add("modes", CheckVerdict.PASSED, SelfCheckSubject.FILES, "home, keys and secrets are for their owner only", "");
        }
    }

    private void ownerOnly(Path path, String wanted) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)) && !Files.isSymbolicLink(path)) {
            refuse(path + " has mode " + mode(path) + ": others than its owner may use it", "chmod " + wanted + " " + path);
        }
    }

    private void refuse(String text, String remedy) {
        add("modes", CheckVerdict.REFUSED, SelfCheckSubject.FILES, text, remedy);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Problems of the settings, none when they are right, and the strategies that are there. */
    public BuildCheck settings(List<String> problems, List<String> strategies) {
        for (String problem : problems) {
            add("settings", CheckVerdict.REFUSED, SelfCheckSubject.SETTINGS, problem, "see tradebot settings check");
        }
        if (problems.isEmpty()) {
            add("settings", CheckVerdict.PASSED, SelfCheckSubject.SETTINGS, "no problems", "");
        }
        add("strategies", strategies.isEmpty() ? CheckVerdict.REFUSED : CheckVerdict.PASSED, SelfCheckSubject.STRATEGY,
            strategies.isEmpty() ? "no strategy was found" : "found " + String.join(", ", strategies),
            strategies.isEmpty() ? "build again, or name a jar with --plugins" : "");
        return this;
    }

    /** Every byte of the journal, as {@code journal verify} does, and how far each set of books is; a start does this in its recovery. */
    public BuildCheck journalAndBooks() throws IOException {
        Path journal = root.resolve("journal");
        if (!Files.isDirectory(journal)) {
            add("journal", CheckVerdict.NOT_APPLICABLE, SelfCheckSubject.JOURNAL, "there is none yet", "");
            return this;
        }
        VerificationReport report;
        try {
            report = JournalVerifier.verify(journal);
        } catch (JournalException e) {
            add("journal", CheckVerdict.REFUSED, SelfCheckSubject.JOURNAL, e.getMessage(), "look at the disk, then restore a backup");
            return this;
        }
        if (report.isSound()) {
            add("journal", CheckVerdict.PASSED, SelfCheckSubject.JOURNAL, report.excerptCount() + " excerpts verified, chain head " + report.headChain()
                + (report.isClosed() ? "" : ", not closed by its writer"), "");
        } else {
            add("journal", CheckVerdict.REFUSED, SelfCheckSubject.JOURNAL, "damaged behind " + report.excerptCount() + " verified excerpts: "
                + report.findings().get(0), "restore a backup, or tradebot journal repair " + journal);
        }
        for (Path ledger : ledgers()) {
            books(ledger, report.headSequence());
        }
        return this;
    }

    private List<Path> ledgers() throws IOException {
        Path output = root.resolve("output");
        if (!Files.isDirectory(output)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(output, 3)) {
            return below.filter(file -> file.getFileName().toString().endsWith("_BOT_ledger.db")).sorted().toList();
        }
    }

    private void books(Path ledger, long headSequence) {
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            long sequence = Checkpoint.read(database).sequence();
            if (sequence > headSequence) {
                add("books", CheckVerdict.WARNED, SelfCheckSubject.BOOKS, ledger + " is at sequence " + sequence + ", the journal ends at " + headSequence,
                    "they are of another journal, or it was written meanwhile: check again, then tradebot rebuild " + root);
            } else {
                add("books", CheckVerdict.PASSED, SelfCheckSubject.BOOKS, ledger.getFileName() + " is at sequence " + sequence + " of " + headSequence
                    + (sequence < headSequence ? "; the rest is booked while the bot runs" : ""), "");
            }
        } catch (ProjectionException e) {
            add("books", CheckVerdict.WARNED, SelfCheckSubject.BOOKS, e.getMessage(), "tradebot rebuild " + root);
        }
    }

    /** Which process holds the home; ports. */
    public BuildCheck process(OptionalLong holder) {
        add("lock", CheckVerdict.PASSED, SelfCheckSubject.FILES, holder.isPresent() ? "pid " + holder.getAsLong() + " runs in this home" : "no process runs in this home", "");
        add("ports", CheckVerdict.NOT_APPLICABLE, SelfCheckSubject.FILES, "none is needed: there is no web page yet", "");
        return this;
    }
}
