package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorSystem;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the ends of routes, and checks that they can work.
 */
public final class MessageEndpoints {

	private final ActorSystem system;

	private final JsonMapper reading;

	private final JsonMapper writing;

	private final MessageAuthorizers authorizers;

	private final MessageValidator validator;

	private final BackoffWatch backoff;

	private final Failures failures;

	private final Duration maxTimeout;

	private final boolean lendThreads;

	private final BooleanSupplier callersWanted;

	/**
	 * Creates it.
	 * @param system where the actors are
	 * @param mapper reads messages and writes replies
	 * @param authorizers decide who may send what
	 * @param validator checks messages
	 * @param backoff knows who is in backoff
	 * @param failures decides which problem a failure is
	 * @param maxTimeout how long a client can ask to wait
	 * @param lendThreads whether a message may be handled on the thread that has read it
	 * @param callersWanted whether any handler takes what is known of a request
	 */
	MessageEndpoints(ActorSystem system, JsonMapper mapper, MessageAuthorizers authorizers, MessageValidator validator,
			BackoffWatch backoff, Failures failures, Duration maxTimeout, boolean lendThreads,
			BooleanSupplier callersWanted) {
		this.system = system;
		this.reading = FiniteNumbers.in(mapper);
		this.writing = mapper;
		this.authorizers = authorizers;
		this.validator = validator;
		this.backoff = backoff;
		this.failures = failures;
		this.maxTimeout = maxTimeout;
		this.lendThreads = lendThreads;
		this.callersWanted = callersWanted;
	}

	/**
	 * Makes the end of a route.
	 * @param route the route
	 * @return its end
	 * @throws dev.actorspring.ActorConfigurationException if its messages cannot be read,
	 * or its replies cannot be written
	 */
	public MessageEndpoint of(Route route) {
		Handler handler = route.handler();
		WireTypes.check(handler.messageType(), this.reading);
		PathComponents.check(route, this.reading);
		MessageBinder binder = new MessageBinder(this.reading, handler.messageType());
		ReplyTypes.check(handler, this.reading);
		return new MessageEndpoint(route, this.system, binder, this.authorizers.of(handler), this.validator,
				this.backoff, this.failures, new ReplyWriter(handler, this.writing), this.maxTimeout, this.lendThreads,
				this.callersWanted);
	}

}
