/**
 * The same application with an actor.
 */
@NullMarked
package dev.actorspring.benchmarks.footprint.actors;

import org.jspecify.annotations.NullMarked;
