/**
 * Tax lots: which sales were made when and at what gain, which losses a wash sale disallows, and the rows of a report in the
 * style of Form 8949. Pure functions over the tables lot and lot_use. Any thread with a reader of its own.
 */
package io.tradebot.projections.tax;
