/**
 * The meters of the actors.
 */
@NullMarked
package dev.actorspring.boot.actuate.metrics;

import org.jspecify.annotations.NullMarked;
