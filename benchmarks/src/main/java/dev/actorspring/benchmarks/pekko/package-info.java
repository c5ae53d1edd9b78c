/**
 * The workloads on Apache Pekko typed.
 */
@NullMarked
package dev.actorspring.benchmarks.pekko;

import org.jspecify.annotations.NullMarked;
