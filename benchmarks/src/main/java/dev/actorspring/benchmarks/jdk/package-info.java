/**
 * The workloads with nothing but the JDK: what one would write by hand.
 */
@NullMarked
package dev.actorspring.benchmarks.jdk;

import org.jspecify.annotations.NullMarked;
