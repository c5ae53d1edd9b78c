/**
 * The health of the actors.
 */
@NullMarked
package dev.actorspring.boot.actuate.health;

import org.jspecify.annotations.NullMarked;
