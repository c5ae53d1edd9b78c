/**
 * How the states of actors are written as JSON and read again. Internal to the project.
 */
@NullMarked
package dev.actorspring.durable.codec;

import org.jspecify.annotations.NullMarked;
