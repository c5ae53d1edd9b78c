/**
 * What an application sees of actors: messages, references, the context of a turn, and
 * the ways a request can fail.
 */
@NullMarked
package dev.actorspring;

import org.jspecify.annotations.NullMarked;
