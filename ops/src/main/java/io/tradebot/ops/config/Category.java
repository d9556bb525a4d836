package io.tradebot.ops.config;

/**
 * What one encrypted file holds. Each category has a file and a key of its own. Which process may open which category is said
 * by types: {@link PaperReadable} and {@link LiveReadable}.
 */
public sealed interface Category permits PaperReadable, LiveReadable {

    /** Name without endings, such as {@code env_bot}; the key file is named after it, key ring and messages use it. */
    String word();

    /** Name of the encrypted file, such as {@code .env_bot.enc}; part of what is authenticated. */
    String fileName();

    /** Where file and key lie. */
    StoreZone zone();

    /** Name of the key file, such as {@code env_bot.key}. */
    default String keyFileName() {
        return word() + ".key";
    }

    /** The category of that word, or null. */
    static Category named(String word) {
        for (StoreZone zone : StoreZone.values()) {
            for (Category category : zone.categories()) {
                if (category.word().equals(word)) {
                    return category;
                }
            }
        }
        return null;
    }
}
