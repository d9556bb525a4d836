/**
 * The words: generated codecs of {@code sbe/tradebot-events.xml}, the body of a journal excerpt (one input and its
 * decisions) and what reads records without knowing them one by one. Used by every module; no thread of its own.
 */
package io.tradebot.journal.event;
