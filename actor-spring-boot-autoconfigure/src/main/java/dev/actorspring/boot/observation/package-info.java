/**
 * Each handled message as an observation.
 */
@NullMarked
package dev.actorspring.boot.observation;

import org.jspecify.annotations.NullMarked;
