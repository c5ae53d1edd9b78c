/**
 * Actors written in Kotlin.
 */
@NullMarked
package dev.actorspring.boot.kotlin;

import org.jspecify.annotations.NullMarked;
