/**
 * Contexts of senders, carried to the handlers with Micrometer's context propagation.
 */
@NullMarked
package dev.actorspring.boot.context;

import org.jspecify.annotations.NullMarked;
