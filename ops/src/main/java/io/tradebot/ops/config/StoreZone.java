package io.tradebot.ops.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of the store with folders and keys of its own. A process in paper mode opens the shared zone only, so that nothing it
 * does, not even a rotation, needs a file of a live account.
 */
public enum StoreZone {

    /** Settings, users and all else that a process needs in any mode, and credentials of paper accounts. */
    SHARED("shared"),
    /** Credentials of live accounts. */
    LIVE("live");

    private final String word;

    StoreZone(String word) {
        this.word = word;
    }

    /** As key ring and rotation file write it. */
    String word() {
        return word;
    }

    /** All categories of the zone, in the order in which they are written. */
    List<Category> categories() {
        List<Category> categories = new ArrayList<>();
        if (this == SHARED) {
            categories.addAll(Arrays.asList(SharedCategory.values()));
            categories.addAll(Arrays.asList(PaperCategory.values()));
        } else {
            categories.addAll(Arrays.asList(LiveCategory.values()));
        }
        return categories;
    }
}
