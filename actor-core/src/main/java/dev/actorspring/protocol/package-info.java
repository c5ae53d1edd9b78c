/**
 * Which messages an actor class understands, read from its {@code @Receive} methods and
 * checked.
 */
@NullMarked
package dev.actorspring.protocol;

import org.jspecify.annotations.NullMarked;
