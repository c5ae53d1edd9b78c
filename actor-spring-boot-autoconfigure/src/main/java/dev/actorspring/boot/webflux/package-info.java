/**
 * The routes of actors on WebFlux, and its controllers that ask actors.
 */
@NullMarked
package dev.actorspring.boot.webflux;

import org.jspecify.annotations.NullMarked;
