/**
 * What threads do to the engine's mailboxes, requests and incarnations at the same
 * instant.
 */
@NullMarked
package dev.actorspring.engine;

import org.jspecify.annotations.NullMarked;
