/**
 * Runs all measurements, each in a process of its own, and writes the tables.
 */
@NullMarked
package dev.actorspring.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
