package io.tradebot.engine.fee;

/** A row that holds for trade dates from {@code fromEpochDay} through {@code throughEpochDay}, days since 1970-01-01. */
interface DatedRow {

    int fromEpochDay();

    int throughEpochDay();
}
