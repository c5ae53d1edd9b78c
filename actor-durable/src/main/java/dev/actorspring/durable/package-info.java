/**
 * State of actors that survives them.
 */
@NullMarked
package dev.actorspring.durable;

import org.jspecify.annotations.NullMarked;
