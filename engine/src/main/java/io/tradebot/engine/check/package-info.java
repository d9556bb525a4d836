/**
 * Self checks: what a strategy or safety module finds out about itself before the first day may open. Run once a run, on the
 * engine thread, when SessionStarted is decided; each outcome is a SelfCheckReported decision (requirement S116). Cold.
 */
package io.tradebot.engine.check;
