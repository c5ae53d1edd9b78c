package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.engine.Census.Taker;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Counting many actors in parts.
 */
class CensusTests extends SystemTest {

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	void parts_addUpToTheWhole() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new).withPassivateAfter(Duration.ZERO)));
		KeyedActors<Counter> family = this.system.keyed(Counter.class);
		for (int i = 0; i < 30; i++) {
			family.get("k" + i).call(new Counter.Get());
		}
		failure(family.get("k3").ask(new Counter.Crash("once")));
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		block(family, "k5");
		family.get("k5").tell(new Counter.Add(1));
		this.time.advance(Duration.ofSeconds(1));
		block(family, "k20");
		family.get("k20").tell(new Counter.Add(1));
		family.get("k20").tell(new Counter.Add(1));
		CellTable all = ((KeyedFamily<?>) family).cells();
		List<ActorCell<?>> cells = all.stream().toList();
		for (int split = 0; split <= cells.size(); split++) {
			Taker first = new Taker();
			cells.subList(0, split).forEach(first::count);
			Taker second = new Taker();
			cells.subList(split, cells.size()).forEach(second::count);
			first.add(second);
			Census census = first.result();
			assertThat(census.depth()).isEqualTo(3);
			assertThat(census.maxDepth()).isEqualTo(2);
			assertThat(census.taken()).isEqualTo(33);
			assertThat(census.oldest()).isEqualTo(Census.of(all).oldest());
			assertThat(census.byDepth()).extracting(ActorCell::name).containsExactly("k20", "k5");
			assertThat(census.byRestarts()).extracting(ActorCell::name).containsExactly("k3");
		}
		this.release.countDown();
	}

	private void block(KeyedActors<Counter> family, String key) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		family.get(key).ask(new Counter.Block(entered, this.release));
		entered.await();
	}

}
