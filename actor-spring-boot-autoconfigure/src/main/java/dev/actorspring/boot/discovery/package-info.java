/**
 * Finds the actors among the bean definitions and makes them injectable as refs.
 */
@NullMarked
package dev.actorspring.boot.discovery;

import org.jspecify.annotations.NullMarked;
