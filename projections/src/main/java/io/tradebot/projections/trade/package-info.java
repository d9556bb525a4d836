/**
 * Days, orders, fills and round trips as tables, and their rows for those who export them. Filled on the thread of the
 * projection runner; read by anyone with a connection of their own.
 */
package io.tradebot.projections.trade;
