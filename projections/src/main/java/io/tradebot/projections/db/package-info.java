/**
 * The SQLite file of the books: opening and checking it, what fills it ({@link io.tradebot.projections.db.Projection}),
 * the names of things, and a dump to compare two files. One writer per file, on the thread of the projection runner;
 * readers open their own connection.
 */
package io.tradebot.projections.db;
