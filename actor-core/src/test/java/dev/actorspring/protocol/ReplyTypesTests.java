package dev.actorspring.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which handler gets a message of an actor with generics, and what the asker gets.
 */
class ReplyTypesTests {

	private static <A> void with(Class<A> type, A actor, Consumer<ActorRef<A>> use) {
		try (ActorSystem system = ActorSystem.builder().actor(ActorSpec.of("a", type, (context) -> actor)).build()) {
			system.start();
			use.accept(system.actor(type));
		}
	}

	@Test
	void stageIsAwaitedAlsoWhereTheReplyMayBeAnyObject() {
		with(Anything.class, new Anything(), (ref) -> {
			assertThat(ref.call(new Anything.Later())).isEqualTo("later");
			assertThat(ref.call(new Anything.Wide())).isEqualTo("wide");
			assertThat(ref.call(new Anything.Raw())).isEqualTo("raw");
			assertThat(ref.call(new Anything.Now())).isEqualTo("now");
		});
	}

	@Test
	void overriddenGenericHandlerIsOneForItsOwnMessageOnly() {
		Narrow narrow = new Narrow();
		with(Narrow.class, narrow, (ref) -> {
			ref.tell(new Narrow.One());
			assertThat(ref.call(new Narrow.Other())).isEqualTo("other");
		});
		assertThat(narrow.heard).containsExactly("one");
		assertThat(ActorProtocol.of(Narrow.class, HandlerAdapters.NONE).handlers())
			.extracting((handler) -> handler.messageType().getSimpleName())
			.containsExactlyInAnyOrder("One", "Other");
	}

	@Test
	void inheritedGenericHandlerIsOneForWhatTheSubclassSays() {
		Inheriting inheriting = new Inheriting();
		with(Inheriting.class, inheriting, (ref) -> {
			ref.tell(new Inheriting.Own());
			assertThat(ref.call(new Inheriting.Flush())).isEqualTo("flushed");
		});
		assertThat(inheriting.heard).hasSize(1);
	}

	static class Anything {

		@Receive
		CompletionStage<Object> later(Later request) {
			return CompletableFuture.completedFuture("later");
		}

		@Receive
		CompletableFuture<? extends CharSequence> wide(Wide request) {
			return CompletableFuture.completedFuture("wide");
		}

		@Receive
		@SuppressWarnings("rawtypes")
		CompletableFuture raw(Raw request) {
			return CompletableFuture.completedFuture("raw");
		}

		@Receive
		Object now(Now request) {
			return "now";
		}

		record Later() implements Request<Anything, Object> {

		}

		record Wide() implements Request<Anything, Object> {

		}

		record Raw() implements Request<Anything, Object> {

		}

		record Now() implements Request<Anything, Object> {

		}

	}

	abstract static class Base<M extends Message<?>> {

		final List<Object> heard = new ArrayList<>();

		@Receive
		void on(M message) {
			this.heard.add(message);
		}

	}

	static class Narrow extends Base<Narrow.One> {

		@Override
		@Receive
		void on(One message) {
			this.heard.add("one");
		}

		@Receive
		String other(Other request) {
			return "other";
		}

		record One() implements Message<Narrow> {

		}

		record Other() implements Request<Narrow, String> {

		}

	}

	static class Inheriting extends Base<Inheriting.Own> {

		@Receive
		String flush(Flush request) {
			return "flushed";
		}

		record Own() implements Message<Inheriting> {

		}

		record Flush() implements Request<Inheriting, String> {

		}

	}

}
