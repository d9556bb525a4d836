/**
 * The double-entry books: chart of accounts, postings, lots, checks and the trial balance. Postings are written on the
 * thread of the projection runner; reports and checks read with a connection of their own.
 *
 * <p>One entry per excerpt that moves money. The fee of a fill has splits of its own inside the fill's entry.
 */
package io.tradebot.projections.ledger;
