package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.protocol.StreamReply;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The end of one route: makes messages of its requests, sends them to the actor, and
 * makes answers of what comes back.
 */
public final class MessageEndpoint {

	private final Route route;

	private final ActorSystem system;

	private final MessageBinder binder;

	private final MessageValidator validator;

	private final Failures failures;

	private final ReplyWriter replies;

	private final ProblemWriter problems;

	private final Duration maxTimeout;

	private final boolean lendsThreads;

	/**
	 * Creates the end of a route.
	 * @param route the route
	 * @param system where the actor is
	 * @param binder makes the messages
	 * @param validator checks them
	 * @param failures decides which problem a failure is
	 * @param replies writes the replies
	 * @param problems writes the problems
	 * @param maxTimeout how long a client can ask to wait
	 * @param lendThreads whether a message may be handled on the thread that has read it
	 */
	MessageEndpoint(Route route, ActorSystem system, MessageBinder binder, MessageValidator validator,
			Failures failures, ReplyWriter replies, ProblemWriter problems, Duration maxTimeout, boolean lendThreads) {
		this.route = route;
		this.system = system;
		this.binder = binder;
		this.validator = validator;
		this.failures = failures;
		this.replies = replies;
		this.problems = problems;
		this.maxTimeout = maxTimeout;
		this.lendsThreads = lendThreads && stream() == null
				&& route.target().registration().spec().dispatcher() == Dispatcher.COMPUTE;
	}

	/**
	 * How the replies are streams.
	 * @return {@code null} if they are values
	 */
	public @Nullable StreamReply stream() {
		return this.route.handler().stream();
	}

	/**
	 * Begins with a request that fits the route.
	 * @param request the request
	 * @return the exchange of which it is the first half
	 */
	public Exchange open(RequestData request) {
		return new Exchange(request);
	}

	/**
	 * A request and its answer. The stack calls {@link #expectsBody}, then {@link #send},
	 * then {@link #answer}; and {@link #failure} for whatever one of them, or the reply,
	 * has failed with.
	 */
	public final class Exchange {

		private final RequestData request;

		private final ActorRef<Object> ref;

		private final Preferences preferences;

		private Exchange(RequestData request) {
			this.request = request;
			this.ref = MessageEndpoint.this.route.target().ref(request.variables().getOrDefault(Target.KEY, ""));
			this.preferences = Preferences.parse(request.headers().getOrEmpty(Preferences.HEADER),
					MessageEndpoint.this.maxTimeout);
		}

		/**
		 * Whether a body is to be read. Before that, and before the message is sent, it
		 * is checked that the client takes what the actor replies with, so that an answer
		 * that cannot be given changes nothing.
		 * @return whether there may be one
		 * @throws ProblemException if the client does not take it
		 */
		public boolean expectsBody() {
			if (stream() != null) {
				format();
			}
			else if (isRequest()) {
				RequestBodies.checkAcceptsJson(this.request.headers());
			}
			return MessageEndpoint.this.route.hasBody();
		}

		/**
		 * Makes the message and sends it. What the present thread carries goes along.
		 * @param body the body, empty if there is none
		 * @return what has become of it
		 * @throws ProblemException if that cannot be done
		 */
		@SuppressWarnings("unchecked")
		public Submission send(byte[] body) {
			Object message = message(body);
			MessageEndpoint.this.failures.checkBackoff(MessageEndpoint.this.route.target(), this.ref.path());
			if (!isRequest()) {
				return tell((Message<Object>) message, MessageEndpoint.this.replies.status(), HttpHeaders.EMPTY);
			}
			if (isAsynchronous()) {
				return tell((Message<Object>) message, HttpStatus.ACCEPTED, Preferences.applied("respond-async"));
			}
			return ask((Request<Object, Object>) message);
		}

		private Object message(byte[] body) {
			RequestBodies.checkType(this.request.headers(), body);
			Object message = MessageEndpoint.this.binder.bind(body, this.request.variables(), this.request.query());
			List<Violation> violations = MessageEndpoint.this.validator.validate(message);
			if (!violations.isEmpty()) {
				throw new ProblemException(Problem.invalid(violations));
			}
			return message;
		}

		private boolean isRequest() {
			return MessageEndpoint.this.route.handler().replyType() != null;
		}

		/**
		 * The reply to a query is all there is to it: not waiting for it makes no sense.
		 */
		private boolean isAsynchronous() {
			return this.preferences.respondAsync() && !RequestData.isSafe(this.request.method()) && stream() == null;
		}

		private Submission tell(Message<Object> message, HttpStatus success, HttpHeaders headers) {
			return switch (this.ref.send(message)) {
				case ACCEPTED -> new Submission.Answered(HttpAnswer.empty(success, headers));
				case MAILBOX_FULL ->
					throw new ProblemException(MessageEndpoint.this.failures.mailboxFull(this.ref.path()));
				case TERMINATED -> throw new ProblemException(MessageEndpoint.this.failures.terminated());
			};
		}

		private Submission ask(Request<Object, Object> message) {
			Duration wait = this.preferences.timeout();
			Supplier<CompletableFuture<Object>> asking = () -> (wait != null) ? this.ref.ask(message, wait)
					: this.ref.ask(message);
			if (!MessageEndpoint.this.lendsThreads) {
				return new Submission.Asked(asking.get(), false);
			}
			CompletableFuture<Object> reply = MessageEndpoint.this.system.lend(asking);
			return new Submission.Asked(reply, reply.isDone());
		}

		/**
		 * Answers with a reply.
		 * @param reply what the actor has replied; a stream only if it is {@code null}
		 * @return the answer
		 * @throws ProblemException if there is nothing to reply
		 */
		public HttpAnswer answer(@Nullable Object reply) {
			return MessageEndpoint.this.replies.write(reply, headers());
		}

		/**
		 * Answers with the problem that a failure is. What is unexpected is logged.
		 * @param failure what has come instead of an answer or, of a stream, an element
		 * @return the answer
		 */
		public HttpAnswer failure(Throwable failure) {
			Route route = MessageEndpoint.this.route;
			Problem problem = MessageEndpoint.this.failures.problem(failure, route.handler(), route.target(),
					this.ref.path());
			return MessageEndpoint.this.problems.write(problem, this.request.path());
		}

		/**
		 * The request.
		 * @return the request that this began with
		 */
		public RequestData request() {
			return this.request;
		}

		/**
		 * The status of an answer that is a stream.
		 * @return the status of success
		 */
		public HttpStatus status() {
			return MessageEndpoint.this.replies.status();
		}

		/**
		 * The headers of a good answer, beside those of its body.
		 * @return not to be changed
		 */
		public HttpHeaders headers() {
			Duration wait = this.preferences.timeout();
			return (wait != null) ? Preferences.applied(wait) : HttpHeaders.EMPTY;
		}

		/**
		 * The format of an answer that is a stream.
		 * @return the one that the client likes best
		 * @throws ProblemException if it takes none
		 */
		public StreamFormat format() {
			return StreamFormat.of(this.request.headers());
		}

		/**
		 * Writes an element of a stream.
		 * @param element the element
		 * @return the JSON
		 */
		public byte[] element(Object element) {
			return MessageEndpoint.this.replies.json(element);
		}

	}

}
