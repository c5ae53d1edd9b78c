/**
 * The observer: a page that shows the live tree of actors, served by Actuator.
 */
@NullMarked
package dev.actorspring.boot.actuate.observer;

import org.jspecify.annotations.NullMarked;
