/**
 * One measurement: what is asked of every system, and the process that asks it of one.
 */
@NullMarked
package dev.actorspring.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
