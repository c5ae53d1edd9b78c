/**
 * A bare application on WebFlux.
 */
@NullMarked
package dev.actorspring.benchmarks.footprint.bare;

import org.jspecify.annotations.NullMarked;
