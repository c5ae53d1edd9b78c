/**
 * Probes in the place of the actors of an application.
 */
@NullMarked
package dev.actorspring.boot.test.probe;

import org.jspecify.annotations.NullMarked;
