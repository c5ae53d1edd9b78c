package dev.actorspring.boot.web;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import tools.jackson.databind.ObjectWriter;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Turns the requests of one route into messages, and what comes of them into responses.
 */
final class MessageEndpoint implements HandlerFunction<ServerResponse> {

	private static final Mono<byte[]> NO_BODY = Mono.just(RequestBodies.EMPTY);

	private final Route route;

	private final ActorSystem system;

	private final Gateway gateway;

	private final MessageBinder binder;

	private final HttpStatus status;

	private final @Nullable Type replyType;

	private final ObjectWriter writer;

	private final @Nullable StreamReplies streams;

	private final boolean lendsThreads;

	MessageEndpoint(Route route, ActorSystem system, Gateway gateway) {
		this.route = route;
		this.system = system;
		this.gateway = gateway;
		WireTypes.check(route.handler().messageType(), gateway.mapper());
		PathComponents.check(route, gateway.mapper());
		this.binder = new MessageBinder(gateway.mapper(), route.handler().messageType());
		this.status = HttpMessages.successStatus(route.handler());
		this.replyType = valueType(route.handler().replyType());
		ReplyTypes.check(route.handler(), gateway.mapper());
		this.writer = gateway.responses().writer(this.replyType);
		this.streams = StreamReplies.of(route.handler(), gateway.streams());
		this.lendsThreads = gateway.lendThreads()
				&& route.target().registration().spec().dispatcher() == Dispatcher.COMPUTE;
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		ActorRef<Object> ref = this.route.target().ref(request.pathVariables().getOrDefault(Target.KEY, ""));
		return this.gateway.identity()
			.within(body(request).flatMap((body) -> send(request, ref, message(request, body))))
			// Within the request's context too: what is logged belongs to its trace.
			.onErrorResume((failure) -> within(() -> problem(failure, ref))
				.map((problem) -> this.gateway.responses().problem(problem, request.uri())));
	}

	private Problem problem(Throwable failure, ActorRef<Object> ref) {
		if (failure instanceof AskTimeoutException) {
			// It was waiting when the actor went into backoff, and has been dropped.
			Optional<InBackoff> backoff = backoff(ref);
			if (backoff.isPresent()) {
				return this.gateway.failures().backoff(backoff.get());
			}
		}
		return this.gateway.failures().problem(failure, this.route.handler(), ref.path());
	}

	private Optional<InBackoff> backoff(ActorRef<Object> ref) {
		return this.gateway.backoff().find(this.system, this.route.target().supervisors(), ref.path());
	}

	private Mono<byte[]> body(ServerRequest request) {
		if (this.streams != null) {
			try {
				StreamReplies.format(request);
			}
			catch (ProblemException ex) {
				return Mono.error(ex);
			}
		}
		else if (this.replyType != null && !RequestBodies.acceptsJson(request)) {
			return Mono.error(() -> new ProblemException(RequestBodies.notAcceptable()));
		}
		return this.route.hasBody() ? this.gateway.bodies().read(request) : NO_BODY;
	}

	private Object message(ServerRequest request, byte[] body) {
		Object message = this.binder.bind(body, request.pathVariables(), request.queryParams());
		List<Violation> violations = this.gateway.validator().validate(message);
		if (!violations.isEmpty()) {
			throw new ProblemException(Problem.invalid(violations));
		}
		return message;
	}

	@SuppressWarnings("unchecked")
	private Mono<ServerResponse> send(ServerRequest request, ActorRef<Object> ref, Object message) {
		Optional<InBackoff> backoff = backoff(ref);
		if (backoff.isPresent()) {
			throw new ProblemException(this.gateway.failures().backoff(backoff.get()));
		}
		Preferences preferences = Preferences.parse(request.headers().header(Preferences.HEADER),
				this.gateway.maxTimeout());
		if (this.replyType == null) {
			return tell(ref, (Message<Object>) message, this.status, HttpHeaders.EMPTY);
		}
		// The reply to a query is all there is to it: not waiting for it makes no sense.
		if (preferences.respondAsync() && !isSafe(request.method()) && this.streams == null) {
			return tell(ref, (Message<Object>) message, HttpStatus.ACCEPTED, applied("respond-async"));
		}
		return ask(request, ref, (Request<Object, Object>) message, preferences.timeout());
	}

	private Mono<ServerResponse> tell(ActorRef<Object> ref, Message<Object> message, HttpStatus success,
			HttpHeaders headers) {
		return within(() -> ref.send(message)).map((delivery) -> switch (delivery) {
			case ACCEPTED -> this.gateway.responses().empty(success, headers);
			case MAILBOX_FULL -> throw new ProblemException(this.gateway.failures().mailboxFull(age(ref)));
			case TERMINATED -> throw new ProblemException(this.gateway.failures().terminated());
		});
	}

	/**
	 * How long the first message has waited. Only a refused request carries the time that
	 * the queue takes; for other messages this is near to it.
	 */
	private Duration age(ActorRef<Object> ref) {
		return this.system.find(ref.path())
			.map((node) -> (node instanceof NodeSnapshot.Actor actor) ? actor.oldestMessageAge() : null)
			.orElse(Duration.ZERO);
	}

	private Mono<ServerResponse> ask(ServerRequest request, ActorRef<Object> ref, Request<Object, Object> message,
			@Nullable Duration wait) {
		HttpHeaders headers = (wait != null) ? applied(Preferences.applied(wait)) : HttpHeaders.EMPTY;
		Supplier<CompletableFuture<Object>> asking = () -> (wait != null) ? ref.ask(message, wait) : ref.ask(message);
		StreamReplies streams = this.streams;
		if (streams != null) {
			return within(asking)
				.flatMap((future) -> streams.respond(request, future, headers, (failure) -> problem(failure, ref)))
				.switchIfEmpty(Mono.fromSupplier(() -> nothing(headers)));
		}
		return Mono.create((sink) -> {
			CompletableFuture<Object> future = within(sink.contextView(),
					this.lendsThreads ? () -> this.system.lend(asking) : asking);
			// What this thread has handled itself it may as well write.
			Executor thread = (this.lendsThreads && future.isDone()) ? Runnable::run
					: this.gateway.replyThreads().of(request);
			PendingReply.await(future, sink, thread, (reply) -> reply(reply, headers));
		});
	}

	private <T> Mono<T> within(Supplier<T> sending) {
		return Mono.deferContextual((context) -> Mono.just(within(context, sending)));
	}

	private <T> T within(ContextView context, Supplier<T> sending) {
		RequestContext.Scope scope = this.gateway.context().open(context);
		try {
			return sending.get();
		}
		finally {
			scope.close();
		}
	}

	private ServerResponse reply(@Nullable Object reply, HttpHeaders headers) {
		Object value = (reply instanceof Optional<?> optional) ? optional.orElse(null) : reply;
		return (value != null) ? this.gateway.responses().json(this.status, headers, value, this.writer)
				: nothing(headers);
	}

	private ServerResponse nothing(HttpHeaders headers) {
		if (this.replyType == Void.class) {
			HttpStatus none = (this.status == HttpStatus.OK) ? HttpStatus.NO_CONTENT : this.status;
			return this.gateway.responses().empty(none, headers);
		}
		throw new ProblemException(Problem.of(ProblemType.EMPTY_REPLY, "There is nothing to reply."));
	}

	private static HttpHeaders applied(String preference) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(Preferences.APPLIED, preference);
		return headers;
	}

	private static boolean isSafe(HttpMethod method) {
		return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
	}

	/**
	 * What a reply is written as.
	 */
	static @Nullable Type valueType(@Nullable Type replyType) {
		if (replyType == null) {
			return null;
		}
		ResolvableType type = ResolvableType.forType(replyType);
		return (type.toClass() == Optional.class) ? type.getGeneric().getType() : replyType;
	}

}
