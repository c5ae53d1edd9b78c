/**
 * The workloads on our own actors.
 */
@NullMarked
package dev.actorspring.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
