/**
 * The capsule of a session: one signed file with the part of the journal that the session depends on, the settings, the code, the
 * seals and the exports, and its verification without anything else. Called by the command line and by tests; no thread of its
 * own. The form is described in ops/docs/journal-format.md.
 */
package io.tradebot.replay.capsule;
