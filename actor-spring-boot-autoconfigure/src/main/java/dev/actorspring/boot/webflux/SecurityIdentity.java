package dev.actorspring.boot.webflux;

import java.util.Optional;

import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;

/**
 * The identity that Spring Security has established. On WebFlux it is in the context of
 * the request as a publisher; method security looks for it on the thread of the handler.
 */
final class SecurityIdentity implements CallerIdentity {

	private static final Object KEY = new SecurityContextHolderThreadLocalAccessor().key();

	@Override
	public <T> Mono<T> within(Mono<T> handling) {
		return Mono.deferContextual((context) -> isKnown(context) ? ReactiveSecurityContextHolder.getContext()
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((identity) -> handling.contextWrite((own) -> with(own, identity))) : handling);
	}

	private static boolean isKnown(ContextView context) {
		return context.hasKey(SecurityContext.class);
	}

	private static Context with(Context context, Optional<SecurityContext> identity) {
		return identity.map((known) -> context.put(KEY, known)).orElse(context);
	}

}
