/**
 * The accounts that exist whatever chart is in force: those that bookings name, and the headings of the first chart. The
 * engine checks new charts against them, the ledger posts to them. Any thread.
 */
package io.tradebot.journal.account;
