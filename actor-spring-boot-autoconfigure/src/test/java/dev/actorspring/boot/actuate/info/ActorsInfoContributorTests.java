package dev.actorspring.boot.actuate.info;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.info.Info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorsInfoContributorTests {

	private final AtomicInteger starts = new AtomicInteger();

	private final ActorSystem system = ActorSystem.builder()
		.supervisor(SupervisorSpec.named("pool")
			.child(ActorSpec.of("first", Worker.class, (context) -> new Worker()))
			.child(ActorSpec.of("second", Worker.class, (context) -> new Worker()))
			.build())
		.actor(ActorSpec.of("once", Worker.class, this::startOnce))
		.actor(ActorSpec.keyed("each", Worker.class, (context) -> new Worker()))
		.build();

	private Worker startOnce(ActorContext<Worker> context) {
		if (this.starts.incrementAndGet() > 1) {
			throw new IllegalStateException("once is enough");
		}
		return new Worker();
	}

	@Test
	void counts_areThoseOfTheTree() {
		try (this.system) {
			this.system.start();
			assertCounts().isEqualTo("{supervisors=1, actors=3, families=1, active=3, away=0}");
			this.system.keyed("each", Worker.class).get("a").call(new Worker.Ping());
			this.system.keyed("each", Worker.class).get("b").call(new Worker.Ping());
			assertCounts().isEqualTo("{supervisors=1, actors=3, families=1, active=5, away=0}");
		}
	}

	@Test
	void oneThatIsInBackoff_isAwayAndNotActive() {
		try (this.system) {
			this.system.start();
			this.system.actor("once", Worker.class).tell(new Worker.Crash());
			await().untilAsserted(
					() -> assertCounts().isEqualTo("{supervisors=1, actors=3, families=1, active=2, away=1}"));
		}
	}

	private AbstractStringAssert<?> assertCounts() {
		Info.Builder builder = new Info.Builder();
		new ActorsInfoContributor(this.system).contribute(builder);
		Object counts = builder.build().getDetails().get("actors");
		return assertThat(String.valueOf(counts));
	}

	static class Worker {

		@Receive
		String ping(Ping ping) {
			return "pong";
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("boom");
		}

		record Ping() implements Request<Worker, String> {

		}

		record Crash() implements Message<Worker> {

		}

	}

}
