package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.Dispatcher;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An actor whose owner has not begun when it is taken away.
 */
class StaleRunnerTests extends SystemTest {

	@Test
	void actorThatIsAbandonedBeforeThePoolHasTimeForItIsOwnedOnce() throws Exception {
		int cores = Runtime.getRuntime().availableProcessors();
		start((builder) -> {
			builder.actor(counter("victim").withDispatcher(Dispatcher.COMPUTE).withShutdownTimeout(Duration.ZERO));
			for (int i = 0; i < cores; i++) {
				builder.actor(counter("hog" + i).withDispatcher(Dispatcher.COMPUTE));
			}
			return builder;
		});
		this.system.actor("victim", Counter.class).call(new Counter.Get());
		CountDownLatch entered = new CountDownLatch(cores);
		CountDownLatch release = new CountDownLatch(1);
		for (int i = 0; i < cores; i++) {
			this.system.actor("hog" + i, Counter.class).ask(new Counter.Block(entered, release), Duration.ofMinutes(1));
		}
		entered.await();
		this.system.supervisor("root").terminate("victim").get(20, TimeUnit.SECONDS);
		release.countDown();
		this.system.actor("hog0", Counter.class).call(new Counter.Get());
		this.system.supervisor("root").restart("victim").get(20, TimeUnit.SECONDS);
		for (int i = 0; i < 20; i++) {
			assertThat(this.system.actor("victim", Counter.class).call(new Counter.Get())).isZero();
		}
		this.system.supervisor("root").terminate("victim").get(20, TimeUnit.SECONDS);
		this.system.supervisor("root").restart("victim").get(20, TimeUnit.SECONDS);
		assertThat(this.system.actor("victim", Counter.class).call(new Counter.Get())).isZero();
	}

}
