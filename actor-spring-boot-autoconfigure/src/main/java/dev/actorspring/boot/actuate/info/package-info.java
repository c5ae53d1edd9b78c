/**
 * The counts of actors in the endpoint {@code info}.
 */
@NullMarked
package dev.actorspring.boot.actuate.info;

import org.jspecify.annotations.NullMarked;
