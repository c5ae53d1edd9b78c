/**
 * What the starter adds to an application: time to start, memory, classes and jars.
 */
@NullMarked
package dev.actorspring.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
