package dev.actorspring.boot.http;

import java.util.function.Consumer;

import dev.actorspring.protocol.Handler;

/**
 * Decides who may send what, before a message is sent.
 */
@FunctionalInterface
interface MessageAuthorizers {

	/**
	 * The one for the messages of a handler.
	 * @return throws a {@link ProblemException} at a message that the present caller may
	 * not send
	 */
	Consumer<Object> of(Handler handler);

	/**
	 * Everybody may send everything.
	 */
	static MessageAuthorizers none() {
		return (handler) -> (message) -> {
		};
	}

}
