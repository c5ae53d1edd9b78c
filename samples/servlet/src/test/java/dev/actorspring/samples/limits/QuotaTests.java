package dev.actorspring.samples.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.DeclinedException;
import dev.actorspring.test.Simulated;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The actor without its application: its minutes pass when the test says so.
 */
class QuotaTests {

	@AutoClose
	private final TestActors actors = TestActors
		.start(ActorSpec.keyed("quota", Quota.class, (context) -> new Quota(context)));

	private final ActorRef<Quota> quota = this.actors.keyed(Quota.class).get("ann");

	/** What each has left that got one. */
	private final List<Integer> left = new ArrayList<>();

	@Test
	void isRefilledAfterAMinute() {
		for (int i = 0; i < Quota.MOST; i++) {
			this.actors.ask(this.quota, new Quota.Take());
		}
		assertThatThrownBy(() -> this.actors.ask(this.quota, new Quota.Take()))
			.hasCauseInstanceOf(Quota.Exhausted.class);
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(this.actors.ask(this.quota, new Quota.Take())).isEqualTo(Quota.MOST - 1);
	}

	@Simulated(seeds = 200)
	void isGivenOutOnce_whoeverComesFirst() {
		for (int i = 0; i < Quota.MOST + 2; i++) {
			this.actors.executor().execute(this::take);
		}
		this.actors.awaitQuiet();
		assertThat(this.left).containsExactlyInAnyOrder(2, 1, 0);
	}

	private void take() {
		try {
			this.left.add(this.quota.call(new Quota.Take()));
		}
		catch (DeclinedException ex) {
			assertThat(ex).hasCauseInstanceOf(Quota.Exhausted.class);
		}
	}

}
