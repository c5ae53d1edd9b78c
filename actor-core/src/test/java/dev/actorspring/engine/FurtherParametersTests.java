package dev.actorspring.engine;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.protocol.LanguageAdapter;
import dev.actorspring.protocol.ParameterAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What handlers may take besides the message and the context.
 */
class FurtherParametersTests extends SystemTest {

	private final ThreadContext context = new ThreadContext();

	private final ParameterAdapter sender = (parameter) -> (parameter.getType() == String.class) ? this.context::get
			: null;

	private final ParameterAdapter lengths = (parameter) -> (parameter.getType() == int.class)
			? () -> length(this.context.get()) : null;

	private static int length(Object sender) {
		if (sender == null) {
			throw new HandlerRefusedException(new IllegalStateException("nobody has sent it"));
		}
		return sender.toString().length();
	}

	private ActorRef<Clerk> clerk(Dispatcher dispatcher) {
		return start((builder) -> builder.contextCarrier(this.context)
			.parameterAdapter(this.sender)
			.parameterAdapter(this.lengths)
			.languageAdapter(new Later())
			.actor(ActorSpec.of("clerk", Clerk.class, (context) -> new Clerk()).withDispatcher(dispatcher)))
			.actor(Clerk.class);
	}

	@ParameterizedTest
	@EnumSource
	void comeWithEachMessage(Dispatcher dispatcher) {
		ActorRef<Clerk> clerk = clerk(dispatcher);
		this.context.with("Ada", () -> assertThat(clerk.ask(new Ask("a")).join()).isEqualTo("a Ada 3 clerk"));
		this.context.with("Grace", () -> assertThat(clerk.ask(new Ask("b")).join()).isEqualTo("b Grace 5 clerk"));
	}

	@ParameterizedTest
	@EnumSource
	void valueThatCannotBeHadIsAnAnswerAndNoCrash(Dispatcher dispatcher) {
		ActorRef<Clerk> clerk = clerk(dispatcher);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> clerk.ask(new Ask("a")).join())
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("nobody has sent it");
		this.context.with("Ada", () -> assertThat(clerk.ask(new Count()).join()).isEqualTo(1));
	}

	@Test
	void areKnownBeforeTheMessageIsSent() {
		HandlerAdapters adapters = new HandlerAdapters(List.of(), List.of(), List.of(this.sender, this.lengths),
				List.of(new Later()));
		ActorProtocol protocol = ActorProtocol.of(Clerk.class, adapters);
		Handler asked = protocol.handler(Ask.class).orElseThrow();
		Ask message = new Ask("a");
		assertThat(asked.takesMore()).isTrue();
		this.context.with("Ada",
				() -> assertThat(asked.arguments(message, (refused) -> -1)).containsExactly(message, "Ada", null, 3));
		assertThat(asked.arguments(message, (refused) -> -1)).containsExactly(message, null, null, -1);
		assertThat(protocol.handler(Count.class).orElseThrow().takesMore()).isFalse();
	}

	@Test
	void suspendedFunctionEndsInItsTurn() {
		ActorRef<Clerk> clerk = clerk(Dispatcher.VIRTUAL);
		CompletableFuture<String> first = new CompletableFuture<>();
		CompletableFuture<String> reply = clerk.ask(new Wait(first));
		CompletableFuture<Integer> queued = clerk.ask(new Count());
		// Interleaves, as with everything that waits.
		assertThat(clerk.ask(new Peek()).join()).isZero();
		assertThat(queued).isNotDone();
		first.complete("now");
		assertThat(reply.join()).isEqualTo("now");
		assertThat(queued.join()).isEqualTo(1);
	}

	@Test
	void methodThatReturnsNothingRepliesWithTheUnitOfItsLanguage() {
		ActorRef<Clerk> clerk = clerk(Dispatcher.VIRTUAL);
		assertThat(clerk.ask(new Note()).join()).isSameAs(Later.UNIT);
		clerk.tell(new NoteLater());
		assertThat(clerk.ask(new Count()).join()).isEqualTo(3);
	}

	@Test
	void othersAreRefusedAtTheStart() {
		HandlerAdapters adapters = new HandlerAdapters(List.of(), List.of(), List.of(this.sender), List.of());
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorProtocol.of(Greedy.class, adapters))
			.withMessageContaining("takes something besides the message, Long")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("put other data into the message"));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorProtocol.of(Twofold.class, adapters))
			.withMessageContaining("takes more than one ActorContext");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorProtocol.of(Clerk.class, HandlerAdapters.NONE))
			.withMessageContaining("takes something besides the message");
	}

	record Ask(String text) implements Request<Clerk, String> {
	}

	record Count() implements Request<Clerk, Integer> {
	}

	record Peek() implements Request<Clerk, Integer> {
	}

	record Wait(CompletableFuture<String> until) implements Request<Clerk, String> {
	}

	record Note() implements Request<Clerk, Unit> {
	}

	record NoteLater() implements Message<Clerk> {
	}

	static class Clerk {

		private int handled;

		@Receive
		String ask(Ask message, String sender, ActorContext<Clerk> context, int length) {
			this.handled++;
			return message.text() + " " + sender + " " + length + " " + context.self().path();
		}

		@Receive
		int count(Count message) {
			return ++this.handled;
		}

		@Receive(interleave = true)
		int peek(Peek message) {
			return this.handled;
		}

		@Receive
		Object wait(Wait message, Continuation<String> continuation) {
			continuation.until = message.until();
			return Later.SUSPENDED;
		}

		@Receive
		void note(Note message) {
			this.handled++;
		}

		@Receive
		Object later(NoteLater message, ActorContext<Clerk> context, Continuation<Unit> continuation) {
			this.handled++;
			return Later.UNIT;
		}

	}

	static class Greedy {

		@Receive
		void take(Want message, String sender, Long other) {
		}

		record Want() implements Message<Greedy> {
		}

	}

	static class Twofold {

		@Receive
		void take(Want message, ActorContext<Twofold> one, ActorContext<Twofold> other) {
		}

		record Want() implements Message<Twofold> {
		}

	}

	/**
	 * Where a function goes on, in a language made up for this test.
	 */
	static class Continuation<T> {

		CompletableFuture<T> until = new CompletableFuture<>();

	}

	static final class Unit {

	}

	static class Later implements LanguageAdapter {

		static final Unit UNIT = new Unit();

		static final Object SUSPENDED = new Object();

		@Override
		public Class<?> continuation() {
			return Continuation.class;
		}

		@Override
		public Type returned(Type continuation) {
			return ((ParameterizedType) continuation).getActualTypeArguments()[0];
		}

		@Override
		public Object unit() {
			return UNIT;
		}

		@Override
		public Object run(ActorContext<?> context, Suspendable function) throws Throwable {
			Continuation<Object> continuation = new Continuation<>();
			Object result = function.call(continuation);
			return (result == SUSPENDED) ? context.await(continuation.until) : result;
		}

	}

}
