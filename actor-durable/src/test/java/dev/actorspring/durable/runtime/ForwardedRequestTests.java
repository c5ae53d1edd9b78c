package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Requests that a durable actor leaves to another, and batches, which it cannot take.
 */
class ForwardedRequestTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final AtomicInteger printed = new AtomicInteger();

	private final DurableActors durable = DurableActors.builder(this.store).build();

	private final ActorSystem system = ActorSystem.builder()
		.interceptors(this.durable)
		.actor(this.durable.with(ActorSpec.of("desk", Desk.class, (context) -> null), Desk.Count.class, "count", 1,
				this::desk))
		.actor(ActorSpec.of("printer", Printer.class, (context) -> new Printer(this.printed)))
		.build();

	private Desk desk(ActorContext<Desk> context, Durable<Desk.Count> count) {
		return new Desk(context, count, this.system.actor(Printer.class));
	}

	@BeforeEach
	void start() {
		this.durable.start(this.system);
		this.system.start();
	}

	@AfterEach
	void stop() {
		this.store.releaseWrites();
		this.system.close();
		this.durable.close();
	}

	@Test
	void leavesWhenTheStateIsWritten() {
		ActorRef<Desk> desk = this.system.actor(Desk.class);
		this.store.holdWrites();
		CompletableFuture<String> asked = desk.ask(new Desk.Order("a"), LONG);
		CompletableFuture<String> next = desk.ask(new Desk.Order("b"), LONG);
		await().until(() -> this.system.find("desk").orElseThrow() instanceof NodeSnapshot.Actor a && a.handled() == 2);
		assertThat(this.printed).hasValue(0);
		this.store.releaseWrites();
		assertThat(asked.join()).isEqualTo("printed order 1: a");
		assertThat(next.join()).isEqualTo("printed order 2: b");
	}

	@Test
	void messageWithAnIdempotencyKeyIsNotForwarded() {
		CompletableFuture<String> asked = this.system.actor(Desk.class).ask(new Desk.OrderOnce("1", "a"), LONG);
		assertThat(catchThrowable(asked::join)).hasCauseInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("desk cannot forward OrderOnce: its outcome is kept here, so it has to be answered "
					+ "from here. Use ask, and return its future");
		assertThat(this.printed).hasValue(0);
	}

	@Test
	void handlerOfBatchesIsRefusedAtTheStart() {
		DurableActors others = DurableActors.builder(new InMemoryStateStore()).build();
		ActorSpec<Batching> spec = others.with(ActorSpec.of("batching", Batching.class, (context) -> null),
				Desk.Count.class, "count", 1, (context, count) -> new Batching());
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder().interceptors(others).actor(spec).build())
			.withMessageContaining("Handler Batching.on(Put) takes a batch, but 'batching' has a state that is kept")
			.satisfies((failure) -> assertThat(failure.getAction()).startsWith("Let it take one message at a time"));
	}

	static class Desk {

		record Count(int orders) {

		}

		record Order(String text) implements Request<Desk, String> {

		}

		record OrderOnce(@IdempotencyKey String id, String text) implements Request<Desk, String> {

		}

		private final ActorContext<Desk> context;

		private final Durable<Count> count;

		private final ActorRef<Printer> printer;

		Desk(ActorContext<Desk> context, Durable<Count> count, ActorRef<Printer> printer) {
			this.context = context;
			this.count = count;
			this.printer = printer;
		}

		@Receive
		CompletionStage<String> order(Order message) {
			Count next = this.count.set(new Count(this.count.orElse(new Count(0)).orders() + 1));
			return this.context.forward(this.printer,
					new Printer.Print("order " + next.orders() + ": " + message.text()));
		}

		@Receive
		CompletionStage<String> orderOnce(OrderOnce message) {
			return this.context.forward(this.printer, new Printer.Print(message.text()));
		}

	}

	static class Printer {

		record Print(String text) implements Request<Printer, String> {

		}

		private final AtomicInteger printed;

		Printer(AtomicInteger printed) {
			this.printed = printed;
		}

		@Receive
		String print(Print message) {
			this.printed.incrementAndGet();
			return "printed " + message.text();
		}

	}

	static class Batching {

		record Put() implements Message<Batching> {

		}

		@Receive(batch = 10)
		void on(List<Put> messages) {
		}

	}

}
