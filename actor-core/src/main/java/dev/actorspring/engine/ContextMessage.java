package dev.actorspring.engine;

import dev.actorspring.Message;

/**
 * A plain message that carries a context. One without is sent as it is.
 *
 * @param message the message
 * @param context what its sender's thread had in place
 */
record ContextMessage(Message<?> message, Object context) {

}
