/**
 * Handlers that reply with Reactor's types.
 */
@NullMarked
package dev.actorspring.boot.reactor;

import org.jspecify.annotations.NullMarked;
