package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a future of an end leaves behind.
 */
class FutureWatcherTests extends SystemTest {

	@Test
	void cancelledFutureOfAKeyIsForgotten() {
		start((builder) -> builder.actor(ActorSpec.keyed("counters", Counter.class, Counter::new)));
		KeyedFamily<Counter> family = (KeyedFamily<Counter>) this.system.keyed(Counter.class);
		CompletableFuture<ExitReason> end = this.system.whenTerminated(family.get("1"));
		assertThat(family.isWatched("1")).isTrue();
		end.cancel(false);
		assertThat(family.isWatched("1")).isFalse();
	}

	@Test
	void cancelledFutureOfAnActorIsForgotten() {
		ActorRef<Counter> counter = startCounter();
		WatchedCells watched = ((ActorCell<Counter>) counter).type().engine().watchers();
		CompletableFuture<ExitReason> end = this.system.whenTerminated(counter);
		CompletableFuture<ExitReason> other = this.system.whenTerminated(counter);
		assertThat(watched.count()).isOne();
		end.cancel(false);
		assertThat(watched.count()).isOne();
		other.complete(new ExitReason.Normal());
		assertThat(watched.count()).isZero();
	}

}
