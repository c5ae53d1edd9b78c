/**
 * The actor system as a bean: its configuration, start, stop and events.
 */
@NullMarked
package dev.actorspring.boot.actors;

import org.jspecify.annotations.NullMarked;
