/**
 * Who asks: what comes along with a message instead of being part of it, as further
 * parameters of handlers.
 */
@NullMarked
package dev.actorspring.boot.caller;

import org.jspecify.annotations.NullMarked;
