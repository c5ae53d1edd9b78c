/**
 * The engine that runs actors inside this JVM. Everything but the builder is internal.
 */
@NullMarked
package dev.actorspring.engine;

import org.jspecify.annotations.NullMarked;
