/**
 * Where messages and signals wait for the one thread that takes them.
 */
@NullMarked
package dev.actorspring.engine.mailbox;

import org.jspecify.annotations.NullMarked;
