/**
 * The double-entry books: chart of accounts, postings, lots, breaks, checks and the trial balance. Postings are written on the
 * thread of the projection runner; reports and checks read with a connection of their own.
 *
 * <p>LedgerProjection hands each booking decision to the class of its topic; these collect the entries of an excerpt in
 * ExcerptPostings, which writes them when the excerpt ends. Fees beside lots have splits of their own inside the entry of
 * those lots. Amounts come from decisions only, see the table in LedgerProjection.
 */
package io.tradebot.projections.ledger;
