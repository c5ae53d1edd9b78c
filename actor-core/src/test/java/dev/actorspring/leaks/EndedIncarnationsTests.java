package dev.actorspring.leaks;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who keeps a future that stays pending keeps no actor that is gone.
 */
class EndedIncarnationsTests {

	private static final int COUNT = 300;

	private final Queue<WeakReference<Holder>> instances = new ConcurrentLinkedQueue<>();

	private final List<Object> pending = new ArrayList<>();

	private final ActorSystem system = ActorSystem.builder()
		.actor(ActorSpec.keyed("holders", Holder.class, this::create))
		.build();

	private Holder create(ActorContext<Holder> context) {
		Holder holder = new Holder();
		if (context.incarnation() == 1) {
			this.instances.add(new WeakReference<>(holder));
		}
		return holder;
	}

	@AfterEach
	void close() {
		this.system.close();
	}

	/**
	 * Has many of them do something with a future that is kept, and end.
	 */
	private void run(Consumer<ActorRef<Holder>> use, Message<Holder> end) {
		this.system.start();
		KeyedActors<Holder> holders = this.system.keyed(Holder.class);
		for (int i = 0; i < COUNT; i++) {
			ActorRef<Holder> holder = holders.get("key-" + i);
			use.accept(holder);
			holder.tell(end);
		}
		await().until(() -> this.instances.size() == COUNT);

		await().until(() -> {
			System.gc();
			return this.instances.stream().allMatch((instance) -> instance.refersTo(null));
		});
		assertThat(this.pending).hasSizeGreaterThanOrEqualTo(COUNT);
	}

	private <T> CompletableFuture<T> kept() {
		CompletableFuture<T> future = new CompletableFuture<>();
		this.pending.add(future);
		return future;
	}

	@Test
	void pipedFutures() {
		run((holder) -> holder.call(new Pipe(kept())), new Stop());
	}

	@Test
	void pipedFuturesOfOnesThatCrash() {
		run((holder) -> holder.call(new Pipe(kept())), new Crash());
	}

	@Test
	void returnedFutures() {
		run((holder) -> this.pending.add(holder.ask(new Later(kept()))), new Stop());
	}

	@Test
	void returnedFuturesOfOnesThatCrash() {
		run((holder) -> this.pending.add(holder.ask(new Later(kept()))), new Crash());
	}

	@Test
	void awaitedFutures() {
		run((holder) -> this.pending.add(holder.ask(new Await(kept()))), new Crash());
	}

	@Test
	void askersThatKeepWhatTheyAsked() {
		run((holder) -> {
			this.pending.add(holder.ask(new Nothing()));
			holder.call(new Nothing());
		}, new Stop());
	}

	static final class Holder {

		private int touched;

		@Receive
		void pipe(Pipe request, ActorContext<Holder> context) {
			context.pipe(request.pending(), (value, failure) -> {
				this.touched++;
				return new Stop();
			});
		}

		@Receive
		CompletionStage<Integer> later(Later request) {
			return request.pending().thenApply((value) -> value + 1);
		}

		@Receive
		Integer await(Await request, ActorContext<Holder> context) {
			return context.await(request.pending()) + this.touched;
		}

		@Receive
		void stop(Stop message, ActorContext<Holder> context) {
			context.stop();
		}

		@Receive(interleave = true)
		void crash(Crash message) {
			throw new IllegalStateException("on purpose");
		}

		@Receive
		void nothing(Nothing message) {
		}

	}

	record Pipe(CompletableFuture<Integer> pending) implements Request<Holder, Void> {

	}

	record Later(CompletableFuture<Integer> pending) implements Request<Holder, Integer> {

	}

	record Await(CompletableFuture<Integer> pending) implements Request<Holder, Integer> {

	}

	record Stop() implements Message<Holder> {

	}

	record Crash() implements Message<Holder> {

	}

	record Nothing() implements Request<Holder, Void> {

	}

}
