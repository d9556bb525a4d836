/**
 * Fixed-point numbers: prices, quantities and cash as scaled longs, with products through 128 bits and a rounding mode
 * named at the call. Pure functions, any thread.
 */
package io.tradebot.journal.value;
