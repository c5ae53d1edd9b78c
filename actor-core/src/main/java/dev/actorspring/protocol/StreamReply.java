package dev.actorspring.protocol;

import java.util.concurrent.Flow;

/**
 * How the stream that a handler returns becomes the one that the asker gets.
 *
 * @param returned knows the type that the handler returns
 * @param replied knows the type that the request is answered with
 */
public record StreamReply(StreamAdapter returned, StreamAdapter replied) {

	/**
	 * Turns what the handler returned into a publisher.
	 * @param stream what the handler returned, not {@code null}
	 * @return the publisher
	 */
	public Flow.Publisher<?> toPublisher(Object stream) {
		return this.returned.toPublisher(stream);
	}

	/**
	 * Makes the reply.
	 * @param publisher where its items come from
	 * @return what the asker gets
	 */
	public Object toReply(Flow.Publisher<?> publisher) {
		return this.replied.fromPublisher(publisher);
	}

}
