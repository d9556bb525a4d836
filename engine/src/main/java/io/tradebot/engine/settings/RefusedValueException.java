package io.tradebot.engine.settings;

/** A text is no value of a {@link SettingType}: which limit it misses and what to do. Becomes a {@link SettingsProblem}. */
final class RefusedValueException extends Exception {

    final String limit;
    final String remedy;

    /**
     * @param limit continues a sentence that begins with the value, such as {@code is above 1, the most allowed}
     * @param remedy a sentence or several
     */
    RefusedValueException(String limit, String remedy) {
        super(limit);
        this.limit = limit;
        this.remedy = remedy;
    }
}
