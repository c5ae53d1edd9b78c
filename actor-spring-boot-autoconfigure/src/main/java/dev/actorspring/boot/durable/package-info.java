/**
 * States of actors that survive them: found at the constructors of the actors, kept in
 * the database of the application.
 */
@NullMarked
package dev.actorspring.boot.durable;

import org.jspecify.annotations.NullMarked;
