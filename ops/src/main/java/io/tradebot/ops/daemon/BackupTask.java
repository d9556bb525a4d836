package io.tradebot.ops.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bot's own backups: one behind each session, and behind the last session of a week a drill, in which it is restored into a scratch
 * folder and its books are built anew. With a running clock on a thread of its own, so that nothing waits for it; what goes wrong is
 * noted and never stops trading.
 */
final class BackupTask implements AutoCloseable {

    /** A week's worth stays by age; so many stay whatever their age. */
    private static final int KEEP_MIN = 3;
    private static final long CLOSE_TIMEOUT_MILLIS = 60_000;
    private static final String NO_DIGEST = "0".repeat(64);

    private final Home home;
    private final Notes notes;
    private final boolean isStepped;
    private Thread thread;
    private volatile boolean isClosing;

    BackupTask(Home home, Notes notes, boolean isStepped) {
        this.home = home;
        this.notes = notes;
        this.isStepped = isStepped;
    }

    /** Begins a backup, or makes it at once in a stepped run. The agenda's thread; one that still runs is not waited for. */
    void begin(Instant time, boolean isDrill) {
        if (isStepped) {
            run(time, isDrill);
        } else if (thread == null || !thread.isAlive()) {
            thread = new Thread(() -> run(time, isDrill), "backup");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    private void run(Instant time, boolean isDrill) {
        Path file = home.backups().resolve(Backup.name(time));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("isVerified", false);
        values.put("isFailed", false);
        values.put("lastSequence", -1L);
        values.put("fileCount", 0);
        values.put("lengthBytes", 0L);
        values.put("digest", NO_DIGEST);
        values.put("name", file.getFileName().toString());
        values.put("text", "");
        try {
            Backup.Result backup = Backup.write(home, file, null, time);
            values.put("lastSequence", backup.manifest().journalSequence());
            if (!isStepped) { // figures of files are of this run only: a stepped one is to be the same again
                values.put("fileCount", backup.manifest().parts().size());
                values.put("lengthBytes", backup.manifest().lengthBytes());
                values.put("digest", backup.digest());
            }
            if (isDrill) {
                drill(file);
                values.put("isVerified", true);
            }
            values.put("text", "removed " + Backup.prune(home.backups(), time, KEEP_MIN).size() + " older than a week");
        } catch (IOException | RuntimeException e) {
            values.put("isFailed", true);
            values.put("text", String.valueOf(e.getMessage()));
        }
        if (!isClosing) {
            notes.put("BackupCompleted", values);
        }
    }

    private void drill(Path file) throws IOException {
        Path scratch = home.backups().resolve(".drill");
        Backup.remove(scratch); // of a process that was killed meanwhile
        try {
            Restore.run(file, null, new Home(scratch), true);
        } finally {
            Backup.remove(scratch);
        }
    }

    /** Waits for a backup under way; the end of the process is not noted behind its last record. */
    @Override
    public void close() {
        isClosing = true;
        if (thread != null) {
            try {
                thread.join(CLOSE_TIMEOUT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
