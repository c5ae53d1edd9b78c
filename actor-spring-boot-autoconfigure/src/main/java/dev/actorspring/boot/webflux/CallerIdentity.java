package dev.actorspring.boot.webflux;

import reactor.core.publisher.Mono;

/**
 * Makes known to handlers who has sent a request.
 */
@FunctionalInterface
interface CallerIdentity {

	/**
	 * Puts who has sent a request where {@link RequestContext} takes it from.
	 * @param <T> the type of the response
	 * @param handling sends the message
	 * @return the same with the identity in its context
	 */
	<T> Mono<T> within(Mono<T> handling);

	/**
	 * Nobody is known.
	 */
	static CallerIdentity unknown() {
		return new CallerIdentity() {

			@Override
			public <T> Mono<T> within(Mono<T> handling) {
				return handling;
			}

		};
	}

}
