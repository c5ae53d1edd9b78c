/**
 * Actors in a Spring Boot application: auto-configuration and configuration properties.
 */
@NullMarked
package dev.actorspring.boot;

import org.jspecify.annotations.NullMarked;
