/**
 * What other modules plug into the engine. Not for applications: it changes with the
 * engine.
 */
@NullMarked
package dev.actorspring.spi;

import org.jspecify.annotations.NullMarked;
