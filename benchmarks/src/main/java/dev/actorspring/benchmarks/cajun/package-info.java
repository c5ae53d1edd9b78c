/**
 * The workloads on Cajun.
 */
@NullMarked
package dev.actorspring.benchmarks.cajun;

import org.jspecify.annotations.NullMarked;
