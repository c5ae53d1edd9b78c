package dev.actorspring.benchmarks.http;

import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Keeps nothing either. A functional route, as those of actors are, while the other
 * systems have annotated controllers.
 */
@Configuration(proxyBeanMethods = false)
class BareHandler {

	@Bean
	RouterFunction<ServerResponse> deposits() {
		return RouterFunctions.route().POST("/accounts/{id}/deposits", BareHandler::deposit).build();
	}

	private static Mono<ServerResponse> deposit(ServerRequest request) {
		String id = request.pathVariable("id");
		return request.bodyToMono(Deposit.class)
			.flatMap((deposit) -> ServerResponse.ok().bodyValue(new Balance(id, deposit.amount())));
	}

}
