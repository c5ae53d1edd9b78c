package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.actorspring.ExitReason;
import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffWatchTests {

	private static final List<String> ABOVE = List.of("payments", "payments/cards");

	private static final String GATEWAY = "payments/cards/gateway";

	private final AtomicLong nanos = new AtomicLong();

	private final BackoffWatch watch = new BackoffWatch(this.nanos::get);

	private final LookedUp system = new LookedUp();

	@Test
	void nobodyInBackoff_looksUpNothing() {
		backedOff("elsewhere", Duration.ofSeconds(8));
		assertThat(remaining()).isEmpty();
		assertThat(this.system.asked).isEmpty();
	}

	@Test
	void supervisorAbove_countsWithWhatIsLeftOfItsDelay() {
		put(ChildState.BACKOFF, ChildState.STOPPED);
		backedOff("payments", Duration.ofSeconds(8));
		this.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
		assertThat(remaining()).contains(Duration.ofSeconds(5));
		assertThat(this.system.asked).containsExactly("payments");
	}

	@Test
	void attemptThatIsDue_isZero() {
		put(ChildState.BACKOFF, ChildState.STOPPED);
		backedOff("payments", Duration.ofSeconds(8));
		this.nanos.addAndGet(Duration.ofMillis(8500).toNanos());
		assertThat(remaining()).contains(Duration.ZERO);
	}

	@Test
	void delayThatIsOver_isForgotten() {
		put(ChildState.BACKOFF, ChildState.STOPPED);
		backedOff("payments", Duration.ofSeconds(8));
		this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
		assertThat(remaining()).isEmpty();
	}

	@Test
	void startedByHandInTheMeantime_isNotRefused() {
		put(ChildState.RUNNING, ChildState.RUNNING);
		backedOff("payments", Duration.ofSeconds(8));
		backedOff(GATEWAY, Duration.ofSeconds(8));
		assertThat(remaining()).isEmpty();
	}

	@Test
	void restarted_isForgotten() {
		put(ChildState.BACKOFF, ChildState.STOPPED);
		backedOff("payments", Duration.ofSeconds(8));
		Restart restart = new Restart("payments", 2, new ExitReason.Killed(), Instant.EPOCH, Duration.ZERO);
		this.watch.onEvent(new ActorEvent.Restarted("root", "payments", "payments", restart));
		assertThat(remaining()).isEmpty();
		assertThat(this.system.asked).isEmpty();
	}

	@Test
	void theActorItself_counts() {
		put(ChildState.RUNNING, ChildState.BACKOFF);
		backedOff(GATEWAY, Duration.ofSeconds(8));
		assertThat(remaining()).contains(Duration.ofSeconds(8));
	}

	@Test
	void manyKeys_areForgottenWithTheirDelays() {
		for (int key = 0; key < 10_000; key++) {
			backedOff("auction/" + key, Duration.ofSeconds(1));
			this.nanos.addAndGet(Duration.ofMillis(10).toNanos());
		}
		assertThat(this.watch.size()).isLessThan(1_000);
	}

	private void put(ChildState payments, ChildState gateway) {
		this.system.nodes.clear();
		this.system.nodes.add(FixedActorSystem.supervisor("payments", payments, FixedActorSystem
			.supervisor("payments/cards", gateway, FixedActorSystem.actor(GATEWAY, gateway, Duration.ZERO, null))));
	}

	private void backedOff(String path, Duration delay) {
		String name = path.substring(path.lastIndexOf('/') + 1);
		this.watch.onEvent(new ActorEvent.BackedOff("root", name, path, delay, new IllegalStateException()));
	}

	private Optional<Duration> remaining() {
		return this.watch.find(this.system, ABOVE, GATEWAY).map(BackoffState::remaining);
	}

	private static final class LookedUp extends FixedActorSystem {

		private final List<String> asked = new ArrayList<>();

		@Override
		public Optional<NodeSnapshot> find(String path) {
			this.asked.add(path);
			return super.find(path);
		}

	}

}
