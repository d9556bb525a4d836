/**
 * The audit trail: who caused what, as an append-only table whose rows chain by hash. Filled on the thread of the projection
 * runner; read by anyone with a connection of their own.
 */
package io.tradebot.projections.audit;
