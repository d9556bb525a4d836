/**
 * Positions and their lots, and the money of a round trip. Engine thread only.
 */
package io.tradebot.engine.position;
