package dev.actorspring.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystemBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an actor and a message cost in memory. Counts bytes, which do not depend on how
 * fast the machine is.
 */
class FootprintTests extends SystemTest {

	private static final int ACTORS = 1_000_000;

	@Test
	void millionActorsEachAnswerAnAskAndTakeLessThan150BytesWithTheirPlaceInTheFamily() {
		start((builder) -> builder
			.actor(ActorSpec.keyed("small", Small.class, (context) -> new Small()).withPassivateAfter(Duration.ZERO)));
		KeyedActors<Small> family = this.system.keyed(Small.class);
		String[] keys = names(ACTORS);
		Small.Ask message = new Small.Ask();
		long before = usedMemory();
		askEach(ACTORS, (i) -> family.get(keys[i]).ask(message, Duration.ofMinutes(1)));
		long each = (usedMemory() - before) / ACTORS;
		// 104 for the actor with its mailbox, 10 to 15 in the table of the family, 16 for
		// the instance, its key apart.
		assertThat(each).isBetween(100L, 150L);
		assertThat(family.get(keys[0]).call(message)).isZero();
	}

	@Test
	@SuppressWarnings("unchecked")
	void spawnedActorsTakeNoMoreWithTheirRefs() {
		start((builder) -> builder);
		int count = ACTORS / 4;
		String[] names = names(count);
		ActorRef<Small>[] refs = new ActorRef[count];
		ActorFactory<Small> factory = (context) -> new Small();
		Small.Ask message = new Small.Ask();
		long before = usedMemory();
		askEach(count, (i) -> {
			refs[i] = this.system.spawn(ActorSpec.of(names[i], Small.class, factory));
			return refs[i].ask(message, Duration.ofMinutes(1));
		});
		long each = (usedMemory() - before) / count;
		assertThat(each).isBetween(100L, 150L);
		assertThat(refs[0].call(message)).isZero();
		assertThat(names[0]).isEqualTo("0");
	}

	private static String[] names(int count) {
		return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
	}

	private static void askEach(int count, IntFunction<CompletableFuture<?>> ask) {
		int batch = 1_000;
		for (int i = 0; i < count; i += batch) {
			CompletableFuture.allOf(IntStream.range(i, i + batch).mapToObj(ask).toArray(CompletableFuture[]::new))
				.join();
		}
	}

	private static long usedMemory() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			Runtime runtime = Runtime.getRuntime();
			least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
		}
		return least;
	}

	@Test
	void tellCostsOneAllocationOf32BytesBesideTheMessage() throws Exception {
		tellCosts32Bytes(UnaryOperator.identity());
	}

	@Test
	void tellCostsNoMoreIfThereIsNoContextToCarry() throws Exception {
		tellCosts32Bytes((builder) -> builder.contextCarrier(new ThreadContext()));
	}

	private void tellCosts32Bytes(UnaryOperator<ActorSystemBuilder> setup) throws Exception {
		ActorRef<Counter> counter = start(
				(builder) -> setup.apply(builder.actor(counter("counter").withMailboxCapacity(ActorSpec.UNBOUNDED))))
			.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		Counter.Add message = new Counter.Add(1);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		int count = 10_000;
		tell(counter, message, count);
		long before = threads.getCurrentThreadAllocatedBytes();
		tell(counter, message, count);
		long allocated = threads.getCurrentThreadAllocatedBytes() - before;
		release.countDown();
		assertThat(allocated / count).isEqualTo(32);
		assertThat(counter.call(new Counter.Get(), Duration.ofMinutes(1))).isEqualTo(2 * count);
	}

	private static void tell(ActorRef<Counter> counter, Counter.Add message, int count) {
		for (int i = 0; i < count; i++) {
			counter.tell(message);
		}
	}

	static class Small {

		record Ask() implements Request<Small, Integer> {

		}

		@Receive
		int answer(Ask ask) {
			return 0;
		}

	}

}
