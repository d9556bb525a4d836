package io.tradebot.ops.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What shall change in a store, all of it or nothing. Not thread safe.
 *
 * @param <C> the categories that the store opens
 */
public final class StoreChange<C extends Category> {

    private final String user;
    private final String reason;
    private final Map<Category, byte[]> contentsByCategory = new LinkedHashMap<>();

    /** Both are kept in the key ring and are no place for secrets. */
    public StoreChange(String user, String reason) {
        this.user = user;
        this.reason = reason;
    }

    /** New contents of a category. */
    public StoreChange<C> put(C category, byte[] contents) {
        contentsByCategory.put(category, contents.clone());
        return this;
    }

    /** Takes a category away. */
    public StoreChange<C> remove(C category) {
        contentsByCategory.put(category, null);
        return this;
    }

    String user() {
        return user;
    }

    String reason() {
        return reason;
    }

    /** Null for what is taken away. */
    Map<Category, byte[]> contentsByCategory() {
        return Collections.unmodifiableMap(contentsByCategory);
    }
}
