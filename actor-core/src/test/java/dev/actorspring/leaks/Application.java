package dev.actorspring.leaks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;

/**
 * Uses a good deal of what there is, and closes its system. Run by {@link UnloadingTests}
 * in a class loader of its own.
 */
public final class Application implements Runnable {

	@Override
	public void run() {
		CompletableFuture<Integer> pending = new CompletableFuture<>();
		try (ActorSystem system = ActorSystem.builder()
			.actor(ActorSpec.of("virtual", Worker.class, Worker::new))
			.actor(ActorSpec.of("compute", Worker.class, Worker::new).withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.keyed("keyed", Worker.class, Worker::new))
			.supervisor(SupervisorSpec.named("group").child(ActorSpec.of("grouped", Worker.class, Worker::new)).build())
			.build()) {
			system.start();
			for (String name : new String[] { "virtual", "compute", "grouped" }) {
				use(system.actor(name, Worker.class), pending);
			}
			use(system.keyed(Worker.class).get("key"), pending);
			system.lend(() -> system.actor("compute", Worker.class).ask(new Worker.Add(1))).join();
			system.spawn(ActorSpec.of("spawned", Worker.class, Worker::new)).call(new Worker.Add(1));
		}
	}

	private static void use(ActorRef<Worker> worker, CompletableFuture<Integer> pending) {
		worker.call(new Worker.Add(1));
		worker.ask(new Worker.Promise(pending), Duration.ofDays(1));
		worker.tell(new Worker.Crash());
		worker.call(new Worker.Wait());
		worker.ask(new Worker.Add(1)).cancel(false);
	}

	static final class Worker {

		private int sum;

		Worker(ActorContext<Worker> context) {
			context.schedule("tick", Duration.ofDays(1), new Add(1));
		}

		@Receive
		Integer add(Add add) {
			this.sum += add.by();
			return this.sum;
		}

		@Receive
		CompletionStage<Integer> promise(Promise promise, ActorContext<Worker> context) {
			context.pipe(promise.pending(), (value, failure) -> new Add(1));
			context.spawn(ActorSpec.of("child", Worker.class, Worker::new)).ask(new Add(1));
			return promise.pending();
		}

		@Receive
		Integer await(Wait request) throws InterruptedException {
			Thread.sleep(1);
			return 1;
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("on purpose");
		}

		record Add(int by) implements Request<Worker, Integer> {

		}

		record Promise(CompletableFuture<Integer> pending) implements Request<Worker, Integer> {

		}

		record Wait() implements Request<Worker, Integer> {

		}

		record Crash() implements Message<Worker> {

		}

	}

}
