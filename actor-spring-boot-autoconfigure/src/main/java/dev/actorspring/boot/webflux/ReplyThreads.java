package dev.actorspring.boot.webflux;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where replies are written that are not there at once. The future of an ask is completed
 * on the actor's own thread, which must go on with the next message and not write JSON.
 * With Reactor Netty it is the event loop of the request, which has to send the response
 * anyway; with other servers, Reactor's parallel threads.
 */
final class ReplyThreads {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.Connection",
			ReplyThreads.class.getClassLoader());

	Executor of(ServerRequest request) {
		Executor loop = REACTOR_NETTY ? ReactorNetty.eventLoop(request.exchange().getRequest()) : null;
		return (loop != null) ? loop : Schedulers.parallel()::schedule;
	}

	/**
	 * Apart, so that its classes are only needed where they are.
	 */
	private static final class ReactorNetty {

		static @Nullable Executor eventLoop(ServerHttpRequest request) {
			return (nativeRequest(request) instanceof Connection connection) ? connection.channel().eventLoop() : null;
		}

		private static @Nullable Object nativeRequest(ServerHttpRequest request) {
			ServerHttpRequest undecorated = request;
			while (undecorated instanceof ServerHttpRequestDecorator decorator) {
				undecorated = decorator.getDelegate();
			}
			try {
				return (undecorated instanceof AbstractServerHttpRequest own) ? own.getNativeRequest() : null;
			}
			catch (IllegalStateException ex) {
				// The mock of a test has none.
				return null;
			}
		}

	}

}
