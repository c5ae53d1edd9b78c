/**
 * Annotations that make a class an actor.
 */
@NullMarked
package dev.actorspring.stereotype;

import org.jspecify.annotations.NullMarked;
