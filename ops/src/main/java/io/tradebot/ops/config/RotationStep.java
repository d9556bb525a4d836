package io.tradebot.ops.config;

/** The steps of a rotation, in order. A kill behind any of them leaves exactly one key set in force. */
public enum RotationStep {

    /** 1. The rotation file names the new set and the ids of its keys. */
    PLAN_WRITTEN,
    /** 2. One new key is on disk; passed for each category. */
    KEY_WRITTEN,
    /** 3. One category is encrypted under its new key beside the old file; passed for each. */
    FILE_WRITTEN,
    /** 4. All new files were read from disk and opened with their new keys. */
    READ_BACK,
    /** 5. One new file and, elsewhere, its key are in the backup; passed for each category. */
    BACKUP_WRITTEN,
    /** 6. The copy of the new key ring is in the backup, which makes it a whole one. */
    BACKUP_COMPLETE,
    /** 7. The key ring was replaced: the new set is in force. Up to here the old one is. */
    SWITCHED,
    /** 8. The old keys of one zone are gone; passed for each zone. */
    OLD_KEYS_REMOVED,
    /** 9. The old files of one zone are gone; passed for each zone. */
    OLD_FILES_REMOVED,
    /** 10. Backups beyond the number kept are gone. */
    OLD_BACKUPS_REMOVED,
    /** 11. The rotation file is gone: done. */
    PLAN_REMOVED
}
