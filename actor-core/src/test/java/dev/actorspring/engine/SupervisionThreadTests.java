package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On which threads supervisors decide.
 */
class SupervisionThreadTests extends SystemTest {

	private final CompletableFuture<String> restarting = new CompletableFuture<>();

	private ActorSystem start(Dispatcher dispatcher, ActorEvent.Listener listener) {
		return start((builder) -> builder.listener(listener)
			.supervisor(SupervisorSpec.named("pool")
				.strategy(RestartStrategy.ONE_FOR_ONE)
				.child(counter("first").withDispatcher(dispatcher))
				.child(counter("second").withDispatcher(dispatcher))
				.build()));
	}

	@ParameterizedTest
	@CsvSource({ "COMPUTE, actor-compute", "VIRTUAL, actor-engine" })
	void crashIsDecidedOnThreadOfHandlerIfThatIsOneOfThePlatform(Dispatcher dispatcher, String thread) {
		ActorSystem system = start(dispatcher, (event) -> {
			if (event instanceof ActorEvent.Restarted) {
				this.restarting.complete(Thread.currentThread().getName());
			}
		});
		failure(system.actor("first", Counter.class).ask(new Counter.Crash("boom")));
		assertThat(this.restarting.join()).startsWith(thread);
	}

	@Test
	void crashIsDecidedLaterWhileSupervisorIsBusy() throws InterruptedException {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		ActorSystem system = start(Dispatcher.COMPUTE, (event) -> {
			if (event instanceof ActorEvent.Restarted(String s, String a, String path, var restart)
					&& path.equals("pool/first")) {
				busy.countDown();
				awaitQuietly(release);
			}
		});
		ActorRef<Counter> second = system.actor("second", Counter.class);
		failure(system.actor("first", Counter.class).ask(new Counter.Crash("boom")));
		busy.await();
		// Its thread is not held up: it goes on to others, and takes no second restart.
		failure(second.ask(new Counter.Crash("boom")));
		assertThat(events(ActorEvent.Restarted.class)).hasSize(1);
		release.countDown();
		assertThat(second.call(new Counter.Get())).isZero();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
