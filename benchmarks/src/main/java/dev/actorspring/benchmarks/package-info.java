/**
 * Programs that measure and print a table.
 */
@NullMarked
package dev.actorspring.benchmarks;

import org.jspecify.annotations.NullMarked;
