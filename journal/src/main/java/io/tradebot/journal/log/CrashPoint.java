package io.tradebot.journal.log;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every place at which the death of the process hurts most: between two steps that only together mean something. Any thread.
 *
 * <p>A test names one in the system property {@link #PROPERTY} and the process dies there as by kill -9, so that the next start
 * shows what is left. Without the property {@link #reached()} is nothing: the condition is a constant. With it nothing but the death
 * of the process happens.
 */
public enum CrashPoint {

    /** The lock is held, nothing was looked at. */
    OPEN_LOCKED,
    /** The files are verified, nothing was done about what a dead writer left. */
    OPEN_VERIFIED,
    /** The new anchor has a file under a temporary name and nothing in it. */
    ANCHOR_CREATED,
    /** What a folder without a segment's file held is gone, the folder is there. */
    RECOVERY_FOLDER_EMPTIED,
    /** The open segment is to be finished. */
    RECOVERY_FINISH_BEFORE,
    /** The unused tail of the open segment is cut off. */
    RECOVERY_TAIL_CUT,
    /** The open segment is finished and has no manifest. */
    RECOVERY_METADATA_DELETED,
    /** The torn segment is to be set aside. */
    RECOVERY_ASIDE_BEFORE,
    /** The torn segment has its other name, and may be written. */
    RECOVERY_ASIDE_RENAMED,
    /** The torn segment is read-only and has no manifest. */
    RECOVERY_ASIDE_READ_ONLY,
    /** All is set aside, and no record says so. */
    RECOVERED_UNTOLD,
    /** The record of what was set aside is appended and not synced. */
    RECOVERED_APPENDED,

    /** The segment's folder is to be made. */
    SEGMENT_BEFORE,
    /** The segment's folder is empty. */
    SEGMENT_FOLDER_CREATED,
    /** Chronicle has made its scaffolding, there is no excerpt. */
    SEGMENT_QUEUE_CREATED,
    /** The reserve is to be filled up. */
    RESERVE_BEFORE,
    /** A part of the reserve is on disk. */
    RESERVE_PARTLY_FILLED,
    /** The reserve is on disk. */
    RESERVE_FILLED,

    /** An excerpt is to be appended. */
    APPEND_BEFORE,
    /** The excerpt's bytes are in the file, its length word says that they do not count. */
    APPEND_UNCOMMITTED,
    /** The excerpt counts and is not synced. */
    APPEND_AFTER,
    /** Excerpts are to be synced. */
    SYNC_BEFORE,
    /** The excerpts are synced, the anchor does not say so. */
    SYNC_DATA_FORCED,
    /** The anchor's older slot is to be written. */
    ANCHOR_BEFORE,
    /** The anchor's slot is written and not forced. */
    ANCHOR_WRITTEN,
    /** The anchor is on disk. */
    ANCHOR_FORCED,
    /** A seal is to be made. */
    SEAL_BEFORE,
    /** The seal is appended and not synced. */
    SEAL_APPENDED,

    /** The last seal is made, the segment is not finished. */
    CLOSE_SEALED,
    /** The segment is synced and still open. */
    CLOSE_SYNCED,
    /** Chronicle has let go of the segment. */
    CLOSE_QUEUE_CLOSED,
    /** The unused tail of the segment is cut off. */
    CLOSE_TAIL_CUT,
    /** The segment is finished, its manifest is to be written. */
    MANIFEST_BEFORE,
    /** The manifest is on disk under its temporary name. */
    MANIFEST_WRITTEN,
    /** The manifest has its name, its folder may not be on disk. */
    MANIFEST_RENAMED,
    /** The manifest is on disk, the anchor does not say that the journal is closed. */
    CLOSE_MANIFEST_DONE,
    /** One slot of the anchor says that the journal is closed. */
    CLOSE_ANCHOR_FIRST_SLOT,
    /** Both slots say so, the lock is held. */
    CLOSE_ANCHOR_DONE,

    /** The damaged segment's manifest has its other name. */
    REPAIR_MANIFEST_KEPT,
    /** The damaged segment is set aside. */
    REPAIR_SEGMENT_ASIDE,
    /** A segment behind the damage is read-only and in its place. */
    REPAIR_FOLDER_READ_ONLY,
    /** A segment behind the damage is set aside. */
    REPAIR_FOLDER_MOVED,
    /** What the anchor said is kept, the anchor still says it. */
    REPAIR_ANCHOR_KEPT,
    /** The anchor says what is verified, no record tells of the repair. */
    REPAIR_ANCHOR_REPLACED,
    /** The record of the repair is synced, the segment is open. */
    REPAIR_TOLD,

    /** An input is to be decided on. */
    DECIDE_BEFORE,
    /** The decisions are made and in memory only. */
    DECIDE_AFTER,
    /** A journaled order is to be handed to the broker. */
    SUBMIT_BEFORE,
    /** The broker has the order. */
    SUBMIT_AFTER,
    /** A journaled cancel is to be handed to the broker. */
    CANCEL_BEFORE,
    /** The broker has the cancel. */
    CANCEL_AFTER,
    /** A journaled change of an order is to be handed to the broker. */
    REPLACE_BEFORE,
    /** The broker has the change. */
    REPLACE_AFTER,

    /** The journal is open, the engine knows nothing. */
    REPLAY_BEFORE,
    /** The engine has the state of the last checkpoint. */
    REPLAY_RESTORED,
    /** Some excerpts behind the checkpoint are decided again. */
    REPLAY_DECIDED,
    /** The engine is in the state behind the last excerpt, and nobody uses it. */
    REPLAY_DONE;

    /** Names the point at which to die, with {@code :n} behind it at the n-th time. */
    public static final String PROPERTY = "tradebot.crash";
    /** With which code a process ends that signal 9 has killed. */
    public static final int EXIT_CODE = 128 + 9;

    private static final String ASKED = System.getProperty(PROPERTY, "");
    private static final boolean IS_ARMED = !ASKED.isEmpty();
    private static final CrashPoint ARMED = IS_ARMED ? valueOf(ASKED.split(":", 2)[0]) : null;
    private static final AtomicInteger LEFT = new AtomicInteger(ASKED.contains(":") ? Integer.parseInt(ASKED.split(":", 2)[1]) : 1);

    /** Dies when the test asked for it. */
    public void reached() {
        if (IS_ARMED && this == ARMED && LEFT.decrementAndGet() == 0) {
            die();
        }
    }

    /** The real signal, so that nothing of the process has a say; where there is no such command, the nearest to it. */
    private static void die() {
        try {
            new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException | InterruptedException isMissing) {
            // halt, as below
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
