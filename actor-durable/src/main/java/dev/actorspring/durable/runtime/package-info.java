/**
 * How the states of actors are loaded before they start and written after their turns.
 */
@NullMarked
package dev.actorspring.durable.runtime;

import org.jspecify.annotations.NullMarked;
