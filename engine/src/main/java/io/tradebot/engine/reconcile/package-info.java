/**
 * Compares broker statements with what the journal holds and what was booked, and keeps the breaks between them. Called by
 * the engine behind each decided input; engine thread only.
 */
package io.tradebot.engine.reconcile;
