/**
 * Cash, lots and account facts: what the books post. Called by the desks of the core when a fact arrives. Engine thread only.
 */
package io.tradebot.engine.book;
