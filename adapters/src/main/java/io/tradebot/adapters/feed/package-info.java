/**
 * Market data for live sessions, and the time it runs on: the pace of engine time and the agenda of what is to be done when; recorded
 * and synthetic markets; the door that stops bad values; the watch for silence; bars from trades. Wired by the daemon; everything but
 * the pace and the scheduling of actions belongs to the agenda's thread.
 */
package io.tradebot.adapters.feed;
