package io.tradebot.engine.recovery;

import io.tradebot.journal.log.CrashPoint;
import io.tradebot.journal.log.JournalRepair;
import io.tradebot.journal.log.JournalVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills a process at every crash point there is, and recovers what it leaves. */
class CrashPointTest {

    private static final int PROCESSES = 2;
    private static final String ONE_DAY = "1";
    private static final String REPAIR = "repair";

    @TempDir
    Path temp;

    /** What the process that dies finds. */
    private enum Start {
        /** Nothing. */
        NEW,
        /** A journal that was closed. */
        CLOSED,
        /** A segment that a dead writer left open, whole to its end. */
        WHOLE_TAIL,
        /** A segment with an excerpt that was begun and not finished. */
        TORN_TAIL,
        /** A segment's folder without a file. */
        EMPTY_FOLDER,
        /** A changed byte in the first of two segments. */
        DAMAGED
    }

    /** How to reach a point: where to begin, what to do, and at which time it is reached to die. */
    private record Way(Start start, String work, int time) {
    }

    private static Way wayTo(CrashPoint point) {
        return switch (point) {
            case OPEN_LOCKED, OPEN_VERIFIED -> new Way(Start.WHOLE_TAIL, ONE_DAY, 1);
            case ANCHOR_CREATED -> new Way(Start.NEW, ONE_DAY, 1);
            case RECOVERY_FOLDER_EMPTIED -> new Way(Start.EMPTY_FOLDER, ONE_DAY, 1);
            case RECOVERY_FINISH_BEFORE, RECOVERY_TAIL_CUT, RECOVERY_METADATA_DELETED -> new Way(Start.WHOLE_TAIL, ONE_DAY, 1);
            case RECOVERY_ASIDE_BEFORE, RECOVERY_ASIDE_RENAMED, RECOVERY_ASIDE_READ_ONLY, RECOVERED_UNTOLD, RECOVERED_APPENDED ->
                new Way(Start.TORN_TAIL, ONE_DAY, 1);
            case SEGMENT_BEFORE, SEGMENT_FOLDER_CREATED, SEGMENT_QUEUE_CREATED -> new Way(Start.NEW, ONE_DAY, 1);
            case RESERVE_BEFORE, RESERVE_FILLED -> new Way(Start.NEW, ONE_DAY, 1);
            case RESERVE_PARTLY_FILLED -> new Way(Start.CLOSED, ONE_DAY, 1);
            case APPEND_BEFORE, APPEND_UNCOMMITTED, APPEND_AFTER -> new Way(Start.NEW, ONE_DAY, 60);
            case SYNC_BEFORE, SYNC_DATA_FORCED -> new Way(Start.NEW, ONE_DAY, 20);
            case ANCHOR_BEFORE, ANCHOR_WRITTEN, ANCHOR_FORCED -> new Way(Start.CLOSED, ONE_DAY, 25);
            case SEAL_BEFORE, SEAL_APPENDED -> new Way(Start.NEW, ONE_DAY, 2);
            case CLOSE_SEALED, CLOSE_SYNCED, CLOSE_QUEUE_CLOSED, CLOSE_TAIL_CUT, CLOSE_MANIFEST_DONE, CLOSE_ANCHOR_FIRST_SLOT, CLOSE_ANCHOR_DONE ->
                new Way(Start.NEW, ONE_DAY, 1);
            case MANIFEST_BEFORE, MANIFEST_WRITTEN, MANIFEST_RENAMED -> new Way(Start.CLOSED, ONE_DAY, 1);
            case REPAIR_MANIFEST_KEPT, REPAIR_SEGMENT_ASIDE, REPAIR_FOLDER_READ_ONLY, REPAIR_FOLDER_MOVED, REPAIR_ANCHOR_KEPT, REPAIR_ANCHOR_REPLACED,
                REPAIR_TOLD -> new Way(Start.DAMAGED, REPAIR, 1);
            case DECIDE_BEFORE, DECIDE_AFTER -> new Way(Start.CLOSED, ONE_DAY, 50);
            case SUBMIT_BEFORE, SUBMIT_AFTER -> new Way(Start.NEW, ONE_DAY, 5);
            case CANCEL_BEFORE, CANCEL_AFTER -> new Way(Start.NEW, ONE_DAY, 2);
            case REPLACE_BEFORE, REPLACE_AFTER -> new Way(Start.NEW, ONE_DAY, 4);
            case REPLAY_BEFORE, REPLAY_RESTORED, REPLAY_DONE -> new Way(Start.WHOLE_TAIL, ONE_DAY, 1);
            case REPLAY_DECIDED -> new Way(Start.WHOLE_TAIL, ONE_DAY, 10);
        };
    }

    @Test
    void shouldLoseNothingWhereverTheProcessDies() throws Exception {
        Map<Start, CrashChild> starts = prepare();
        ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
        List<String> failures = new ArrayList<>();
        try {
            Map<CrashPoint, Future<Void>> results = new EnumMap<>(CrashPoint.class);
            for (CrashPoint point : CrashPoint.values()) {
                results.put(point, processes.submit(() -> {
                    die(point, starts);
                    return null;
                }));
            }
            for (Map.Entry<CrashPoint, Future<Void>> result : results.entrySet()) {
                try {
                    result.getValue().get();
                } catch (ExecutionException e) {
                    failures.add(result.getKey() + ": " + e.getCause());
                }
            }
        } finally {
            processes.shutdownNow();
        }
        assertEquals(List.of(), failures);
    }

    private void die(CrashPoint point, Map<Start, CrashChild> starts) throws IOException, InterruptedException {
        Way way = wayTo(point);
        CrashChild child = starts.get(way.start()).copyTo(temp.resolve(point.name()));
        int code = child.run(way.work(), point.name() + ':' + way.time());
        assertEquals(CrashPoint.EXIT_CODE, code, () -> "the process did not die at its point: " + said(child));
        if (way.start() == Start.DAMAGED) {
            if (!JournalVerifier.verify(child.journal()).isSound()) {
                JournalRepair.run(child.journal(), true, CrashHost.options(child.sealKey()));
            }
            CrashCheck.check(child, true);
        } else {
            CrashCheck.check(child, false);
        }
        delete(child.folder());
    }

    private static String said(CrashChild child) {
        try {
            return child.said();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Map<Start, CrashChild> prepare() throws IOException, InterruptedException {
        Map<Start, CrashChild> starts = new EnumMap<>(Start.class);
        for (Start start : Start.values()) {
            starts.put(start, new CrashChild(Files.createDirectory(temp.resolve(start.name()))));
        }
        run(starts.get(Start.CLOSED), ONE_DAY, "", 0);
        for (Start start : List.of(Start.WHOLE_TAIL, Start.TORN_TAIL, Start.EMPTY_FOLDER, Start.DAMAGED)) {
            delete(starts.get(start).folder());
            starts.get(Start.CLOSED).copyTo(starts.get(start).folder());
        }
        run(starts.get(Start.WHOLE_TAIL), ONE_DAY, "APPEND_AFTER:70", CrashPoint.EXIT_CODE);
        run(starts.get(Start.TORN_TAIL), ONE_DAY, "APPEND_UNCOMMITTED:70", CrashPoint.EXIT_CODE);
        run(starts.get(Start.EMPTY_FOLDER), ONE_DAY, "SEGMENT_FOLDER_CREATED", CrashPoint.EXIT_CODE);
        run(starts.get(Start.DAMAGED), ONE_DAY, "", 0);
        try (Stream<Path> files = Files.walk(starts.get(Start.DAMAGED).journal().resolve("00000001"))) {
            Path file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
            try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
                long end = JournalVerifier.verify(starts.get(Start.DAMAGED).journal()).segments().get(0).dataEnd();
                damaged.seek(end - 5000); // among the last excerpts
                int old = damaged.read();
                damaged.seek(end - 5000);
                damaged.write(old ^ 1);
            }
        }
        assertTrue(!JournalVerifier.verify(starts.get(Start.DAMAGED).journal()).isSound());
        return starts;
    }

    private static void run(CrashChild child, String work, String point, int expected) throws IOException, InterruptedException {
        assertEquals(expected, child.run(work, point), () -> said(child));
    }

    /** Room for the next; what fails stays until the test has ended. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
