/**
 * Counters that survive, one row of a database for each key, with and without actors.
 * <p>
 * {@link dev.actorspring.benchmarks.durable.DurableBenchmark} has all systems in one
 * process, as most of the time goes by in the database: they take turns in short slices.
 */
@NullMarked
package dev.actorspring.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
