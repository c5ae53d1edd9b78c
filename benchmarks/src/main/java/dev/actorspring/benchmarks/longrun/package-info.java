/**
 * Mixed load for an hour on a small heap: does anything grow, slow down or stay behind?
 */
@NullMarked
package dev.actorspring.benchmarks.longrun;

import org.jspecify.annotations.NullMarked;
