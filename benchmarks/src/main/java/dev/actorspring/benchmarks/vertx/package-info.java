/**
 * The workloads on the event bus of Vert.x.
 */
@NullMarked
package dev.actorspring.benchmarks.vertx;

import org.jspecify.annotations.NullMarked;
