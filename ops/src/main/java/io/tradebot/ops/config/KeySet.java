package io.tradebot.ops.config;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys of one zone that came into force together. Immutable.
 *
 * @param number      of the set; numbers only grow
 * @param created     by the clock that was given
 * @param keyByCategory ids in the order of the categories
 */
record KeySet(int number, Instant created, Map<Category, KeyId> keyByCategory) {

    KeySet {
        keyByCategory = Collections.unmodifiableMap(new LinkedHashMap<>(keyByCategory));
    }
}
