/**
 * What a native image has to know of actors.
 */
@NullMarked
package dev.actorspring.boot.aot;

import org.jspecify.annotations.NullMarked;
