package dev.actorspring.boot.webflux;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Makes known to all code of a request who has sent it, where Reactor takes what is in
 * its context to the threads: an ask in a controller finds it there. After the filters of
 * Spring Security.
 */
final class CallerWebFilter implements WebFilter {

	private final CallerIdentity identity;

	CallerWebFilter(CallerIdentity identity) {
		this.identity = identity;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.identity.within(chain.filter(exchange));
	}

}
