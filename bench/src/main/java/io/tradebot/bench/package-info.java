/**
 * JMH benchmarks of the hot paths, each beside a bare reference measured in the same run, and the writer of
 * {@code bench/results}. Called by {@code bench/bin} and by nothing else; JMH's threads.
 *
 * <p>{@link io.tradebot.bench.BareQueue} uses Chronicle Queue directly, which otherwise only {@code journal.log} may: it is
 * the reference that the journal is measured against. Randomness is seeded, so all runs do the same work.
 */
package io.tradebot.bench;
