package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.testing.ImmediateListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On which threads supervisors decide.
 */
class SupervisionThreadTests extends SystemTest {

	private static final int MANY = 100;

	/** The threads that have decided, one for each crash. */
	private final BlockingQueue<String> deciding = new LinkedBlockingQueue<>();

	private ActorSystem start(Dispatcher dispatcher, ActorEvent.Listener listener) {
		return start((builder) -> builder.listener(new ImmediateListener(listener::onEvent))
			.supervisor(SupervisorSpec.named("pool")
				.strategy(RestartStrategy.ONE_FOR_ONE)
				.intensity(MANY, Duration.ofSeconds(5))
				.child(counter("first").withDispatcher(dispatcher))
				.child(counter("second").withDispatcher(dispatcher))
				.build()));
	}

	@Test
	void crashIsDecidedOnThreadOfHandlerIfThatIsOneOfThePlatform() throws InterruptedException {
		ActorRef<Counter> first = start(Dispatcher.COMPUTE, this::note).actor("first", Counter.class);
		// Not while the supervisor is still busy with what was before.
		int crashes = 1;
		while (crashes < MANY && !decidedBy(first).startsWith("actor-compute")) {
			crashes++;
		}
		assertThat(crashes).isLessThan(MANY);
	}

	@Test
	void crashOfVirtualThreadIsDecidedOnEngineThread() throws InterruptedException {
		ActorRef<Counter> first = start(Dispatcher.VIRTUAL, this::note).actor("first", Counter.class);
		for (int i = 0; i < MANY; i++) {
			assertThat(decidedBy(first)).startsWith("actor-engine");
		}
	}

	private void note(ActorEvent event) {
		if (event instanceof ActorEvent.Restarted) {
			this.deciding.add(Thread.currentThread().getName());
		}
	}

	private String decidedBy(ActorRef<Counter> crashing) throws InterruptedException {
		failure(crashing.ask(new Counter.Crash("boom")));
		return this.deciding.take();
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
