/**
 * The Actuator endpoint that shows the live tree of actors.
 */
@NullMarked
package dev.actorspring.boot.actuate.endpoint;

import org.jspecify.annotations.NullMarked;
