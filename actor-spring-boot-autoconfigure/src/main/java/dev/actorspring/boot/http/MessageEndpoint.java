package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.boot.caller.CallerRequest;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StreamReply;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;

/**
 * The end of one route: makes messages of its requests, sends them to the actor, and
 * makes answers of what comes back. The way of one request is its {@link Exchange}; what
 * is the same for all of them is found out when the route is made.
 */
public final class MessageEndpoint {

	private final Handler handler;

	private final Class<?> actor;

	private final boolean hasBody;

	private final Function<String, ActorRef<Object>> refs;

	private final List<String> supervisors;

	private final ActorSystem system;

	private final IdempotencyKeyHeader idempotencyKey;

	private final MessageBinder binder;

	private final Consumer<Object> authorizer;

	private final MessageValidator validator;

	private final BackoffWatch backoff;

	private final Failures failures;

	private final ReplyWriter replies;

	private final Duration maxTimeout;

	private final boolean lendsThreads;

	private final BooleanSupplier callersWanted;

	/**
	 * Creates the end of a route.
	 * @param route the route
	 * @param system where the actor is
	 * @param binder makes the messages
	 * @param authorizer decides who may send them
	 * @param validator checks them
	 * @param backoff knows who is in backoff
	 * @param failures decides which problem a failure is
	 * @param replies writes the answers
	 * @param maxTimeout how long a client can ask to wait
	 * @param lendThreads whether a message may be handled on the thread that has read it
	 * @param callersWanted whether any handler takes what is known of a request
	 */
	MessageEndpoint(Route route, ActorSystem system, MessageBinder binder, Consumer<Object> authorizer,
			MessageValidator validator, BackoffWatch backoff, Failures failures, ReplyWriter replies,
			Duration maxTimeout, boolean lendThreads, BooleanSupplier callersWanted) {
		Target target = route.target();
		this.handler = route.handler();
		this.actor = target.registration().spec().type();
		this.hasBody = route.hasBody();
		this.refs = target.refs();
		this.supervisors = target.supervisors();
		this.system = system;
		this.idempotencyKey = new IdempotencyKeyHeader(route.idempotencyKey(), target.durable());
		this.binder = binder;
		this.authorizer = authorizer;
		this.validator = validator;
		this.backoff = backoff;
		this.failures = failures;
		this.replies = replies;
		this.maxTimeout = maxTimeout;
		this.lendsThreads = lendThreads && this.handler.stream() == null
				&& target.registration().spec().dispatcher() == Dispatcher.COMPUTE;
		this.callersWanted = callersWanted;
	}

	/**
	 * How the replies are streams.
	 * @return {@code null} if they are values
	 */
	public @Nullable StreamReply stream() {
		return this.handler.stream();
	}

	/**
	 * Whether a {@link CallerRequest} is worth its while.
	 * @return {@code false} if no handler would see it
	 */
	public boolean wantsCallers() {
		return this.callersWanted.getAsBoolean();
	}

	/**
	 * Begins with a request that fits the route.
	 * @param method the HTTP method
	 * @param path the path as it was sent, encoded
	 * @param variables the path variables of the route
	 * @param query the query parameters
	 * @param headers the headers
	 * @return the exchange of which it is the first half
	 */
	public Exchange open(HttpMethod method, String path, Map<String, String> variables,
			MultiValueMap<String, String> query, HttpHeaders headers) {
		return new Exchange(this, method, path, variables, query, headers);
	}

	/**
	 * A request and its answer. The stack calls {@link #expectsBody}, then {@link #send},
	 * then {@link #answer}; and {@link #failure} for whatever one of them, or the reply,
	 * has failed with.
	 */
	public static final class Exchange {

		private final MessageEndpoint endpoint;

		private final HttpMethod method;

		private final String path;

		private final Map<String, String> variables;

		private final MultiValueMap<String, String> query;

		private final HttpHeaders headers;

		private final ActorRef<Object> ref;

		private final Preferences preferences;

		private Exchange(MessageEndpoint endpoint, HttpMethod method, String path, Map<String, String> variables,
				MultiValueMap<String, String> query, HttpHeaders headers) {
			this.endpoint = endpoint;
			this.method = method;
			this.path = path;
			this.variables = variables;
			this.query = query;
			this.headers = headers;
			this.ref = endpoint.refs.apply(variables.getOrDefault(Target.KEY, ""));
			List<String> preferred = headers.getOrEmpty(Preferences.HEADER);
			this.preferences = preferred.isEmpty() ? Preferences.NONE
					: Preferences.parse(preferred, endpoint.maxTimeout);
		}

		/**
		 * Whether a body is to be read. Before that, and before the message is sent, it
		 * is checked that the client takes what the actor replies with, so that an answer
		 * that cannot be given changes nothing.
		 * @return whether there may be one
		 * @throws ProblemException if the client does not take it
		 */
		public boolean expectsBody() {
			if (isStream()) {
				format();
			}
			else if (isRequest()) {
				RequestBodies.checkAcceptsJson(this.headers);
			}
			return this.endpoint.hasBody;
		}

		/**
		 * Makes the message and sends it, together with what is known of the request.
		 * What the present thread carries goes along.
		 * @param body the body, empty if there is none
		 * @param caller what is known of the request; {@code null} if no handler
		 * {@linkplain MessageEndpoint#wantsCallers() wants} it
		 * @return what has become of it
		 * @throws ProblemException if that cannot be done
		 */
		public Outcome send(byte[] body, @Nullable CallerRequest caller) {
			if (caller == null) {
				return send(body);
			}
			try (CallerRequest.Scope scope = caller.open()) {
				return send(body);
			}
		}

		@SuppressWarnings("unchecked")
		private Outcome send(byte[] body) {
			Object message = message(body);
			Optional<BackoffState> wait = this.endpoint.backoff.find(this.endpoint.system, this.endpoint.supervisors,
					this.ref.path());
			if (wait.isPresent()) {
				throw new ProblemException(this.endpoint.failures.backoff(wait.get()));
			}
			if (!isRequest()) {
				return tell((Message<Object>) message, this.endpoint.replies.status(), HttpHeaders.EMPTY);
			}
			if (isAsynchronous()) {
				return tell((Message<Object>) message, HttpStatus.ACCEPTED, Preferences.applied("respond-async"));
			}
			return ask((Request<Object, Object>) message);
		}

		private Object message(byte[] body) {
			RequestBodies.checkType(this.headers, body);
			String key = this.endpoint.idempotencyKey.read(this.headers);
			Object message = (key != null) ? this.endpoint.binder.bind(body, this.variables, this.query, key)
					: this.endpoint.binder.bind(body, this.variables, this.query);
			this.endpoint.authorizer.accept(message);
			checkParameters(message);
			List<Violation> violations = this.endpoint.validator.validate(message);
			if (!violations.isEmpty()) {
				throw new ProblemException(Problem.invalid(violations));
			}
			return message;
		}

		/**
		 * What the handler takes besides the message is read again when it is called.
		 */
		private void checkParameters(Object message) {
			if (!this.endpoint.handler.takesMore()) {
				return;
			}
			this.endpoint.handler.arguments(message, (ex) -> {
				throw new ProblemException(this.endpoint.failures.problem(ex.refusal(), this.endpoint.handler,
						this.endpoint.supervisors, this.ref.path()));
			});
		}

		private boolean isRequest() {
			return this.endpoint.handler.replyType() != null;
		}

		private boolean isStream() {
			return this.endpoint.handler.stream() != null;
		}

		private boolean isSafe() {
			return this.method.equals(HttpMethod.GET) || this.method.equals(HttpMethod.HEAD);
		}

		/**
		 * The reply to a query is all there is to it: not waiting for it makes no sense.
		 */
		private boolean isAsynchronous() {
			return this.preferences.respondAsync() && !isSafe() && !isStream();
		}

		private Outcome tell(Message<Object> message, HttpStatus success, HttpHeaders headers) {
			return switch (this.ref.send(message)) {
				case ACCEPTED -> new Answered(HttpAnswer.empty(success, headers));
				case MAILBOX_FULL -> throw new ProblemException(this.endpoint.failures.mailboxFull(this.ref.path()));
				case TERMINATED -> throw new ProblemException(this.endpoint.failures.terminated());
			};
		}

		private Outcome ask(Request<Object, Object> message) {
			Duration wait = this.preferences.timeout();
			Supplier<CompletableFuture<Object>> asking = () -> (wait != null) ? this.ref.ask(message, wait)
					: this.ref.ask(message);
			if (!this.endpoint.lendsThreads) {
				return new Asked(asking.get(), false);
			}
			CompletableFuture<Object> reply = this.endpoint.system.lend(asking);
			return new Asked(reply, reply.isDone());
		}

		/**
		 * Answers with a reply.
		 * @param reply what the actor has replied; a stream only if it is {@code null}
		 * @return the answer
		 * @throws ProblemException if there is nothing to reply
		 */
		public HttpAnswer answer(@Nullable Object reply) {
			return this.endpoint.replies.write(reply, applied());
		}

		/**
		 * Answers with the problem that a failure is. What is unexpected is logged.
		 * @param failure what has come instead of an answer or, of a stream, an element
		 * @return the answer
		 */
		public HttpAnswer failure(Throwable failure) {
			Problem problem = this.endpoint.failures.problem(failure, this.endpoint.handler, this.endpoint.supervisors,
					this.ref.path());
			return this.endpoint.replies.write(problem, this.path);
		}

		/**
		 * The exception that the handler declares, and has answered with: the application
		 * may have advice for it.
		 * @param failure what has come instead of an answer
		 * @return {@code null} if the failure is another one
		 */
		public @Nullable Throwable declared(Throwable failure) {
			return this.endpoint.failures.declared(failure, this.endpoint.handler);
		}

		/**
		 * The class of the actor.
		 * @return for which advice may be
		 */
		public Class<?> actor() {
			return this.endpoint.actor;
		}

		/**
		 * The method of the request.
		 * @return the HTTP method
		 */
		public HttpMethod method() {
			return this.method;
		}

		/**
		 * The status of an answer that is a stream.
		 * @return the status of success
		 */
		public HttpStatus status() {
			return this.endpoint.replies.status();
		}

		/**
		 * The headers of a good answer, beside those of its body.
		 * @return not to be changed
		 */
		public HttpHeaders applied() {
			Duration wait = this.preferences.timeout();
			return (wait != null) ? Preferences.applied(wait) : HttpHeaders.EMPTY;
		}

		/**
		 * The format of an answer that is a stream.
		 * @return the one that the client likes best
		 * @throws ProblemException if it takes none
		 */
		public StreamFormat format() {
			return StreamFormat.of(this.headers);
		}

		/**
		 * Writes an element of a stream.
		 * @param element the element
		 * @return the JSON
		 */
		public byte[] element(Object element) {
			return this.endpoint.replies.json(element);
		}

	}

	/**
	 * What has become of a message that was sent.
	 */
	public sealed interface Outcome {

	}

	/**
	 * The answer is known, as nobody waits for a reply.
	 *
	 * @param answer the answer
	 */
	public record Answered(HttpAnswer answer) implements Outcome {

	}

	/**
	 * The actor has been asked.
	 *
	 * @param reply completes with the reply, on the actor's own thread, which must not
	 * write it; to be cancelled if the client leaves
	 * @param here whether the present thread has handled the message itself, and may as
	 * well write the reply
	 */
	public record Asked(CompletableFuture<Object> reply, boolean here) implements Outcome {

	}

}
