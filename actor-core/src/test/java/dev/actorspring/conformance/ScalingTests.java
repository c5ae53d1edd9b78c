package dev.actorspring.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>trees of 2,000 nested supervisors and of 100,000 children start and stop
 * without deep recursion, in time that grows linearly with the children.</em>
 */
class ScalingTests extends ConformanceTest {

	private static final int DEPTH = 2_000;

	private static final int MANY = 100_000;

	private static final int FEWER = 40_000;

	/** Four times the work may take this many times as long; sixteen would be square. */
	private static final double STILL_LINEAR = 10;

	private static final Logger log = (Logger) LoggerFactory.getLogger("dev.actorspring.supervision");

	private final AtomicInteger live = new AtomicInteger();

	/** Thousands of paths that are thousands of names long. */
	@BeforeAll
	static void silenceLog() {
		log.setLevel(Level.OFF);
	}

	@AfterAll
	static void restoreLog() {
		log.setLevel(null);
	}

	private ActorSpec<Probe> child(String name) {
		return ActorSpec.of(name, Probe.class, new ActorFactory<>() {

			@Override
			public Probe create(ActorContext<Probe> context) {
				ScalingTests.this.live.incrementAndGet();
				return new Probe(context, ScalingTests.this.probes);
			}

			@Override
			public void destroy(Probe probe) {
				ScalingTests.this.live.decrementAndGet();
			}

		});
	}

	private SupervisorSpec withChildren(RestartStrategy strategy, int count) {
		SupervisorSpec.Builder group = SupervisorSpec.named("group").strategy(strategy);
		for (int i = 0; i < count; i++) {
			group.child(child("child" + i));
		}
		return group.build();
	}

	/**
	 * Runs a quarter once to warm up, then a quarter and the whole: again if that was too
	 * much, since another process may have had the machine. What grows with the square
	 * takes sixteen times as long every time.
	 */
	private void assertGrowsLinearly(int whole, IntConsumer work) {
		work.accept(whole / 4);
		double ratio = Double.MAX_VALUE;
		for (int i = 0; i < 3 && ratio >= STILL_LINEAR; i++) {
			long quarter = nanos(work, whole / 4);
			ratio = Math.min(ratio, nanos(work, whole) / (double) quarter);
		}
		assertThat(ratio).as("time for %s / time for a quarter of them", whole).isLessThan(STILL_LINEAR);
	}

	private static long nanos(IntConsumer work, int count) {
		long begun = System.nanoTime();
		work.accept(count);
		return System.nanoTime() - begun;
	}

	private SupervisorSpec nested(int depth, ActorSpec<Probe> innermost) {
		SupervisorSpec spec = SupervisorSpec.named("level" + depth)
			.intensity(0, Duration.ofSeconds(5))
			.child(innermost)
			.build();
		for (int level = depth - 1; level > 0; level--) {
			spec = SupervisorSpec.named("level" + level).intensity(0, Duration.ofSeconds(5)).child(spec).build();
		}
		return spec;
	}

	@Test
	void twoThousandNestedSupervisorsStartAndStop() {
		start((builder) -> builder.supervisor(nested(DEPTH, this.probes.permanent("a"))));
		assertThat(ping(ref("a"))).isOne();
		assertThat(this.system.supervisor("level" + DEPTH).counts()).isEqualTo(new ChildCounts(1, 1, 0, 1));
		get(closeLater());
		assertJournal("+a1", "-a1");
	}

	@Test
	void failureBelowTwoThousandSupervisorsUndoesTheStart() {
		this.probes.failStarts("a", 1);
		build((builder) -> builder.supervisor(nested(DEPTH, this.probes.permanent("a"))));
		assertThat(failure(CompletableFuture.runAsync(this.system::start))).hasMessageContaining("level2000/a' failed");
	}

	@Test
	void escalationThroughTwoThousandSupervisorsReachesTheRoot() {
		start((builder) -> builder.supervisor(nested(DEPTH, this.probes.permanent("a"))));
		crash("a");
		await().atMost(Duration.ofSeconds(50)).until(() -> this.probes.journal().contains("+a2"));
		assertThat(events(ActorEvent.Escalated.class)).hasSize(DEPTH);
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void twoThousandNestedSupervisorsCanBeStartedAtRunTime() {
		start((builder) -> builder);
		Supervisor root = this.system.supervisor("root");
		get(root.start(nested(DEPTH, this.probes.permanent("a"))));
		get(root.terminate("level1"));
		get(root.restart("level1"));
		assertJournal("+a1", "-a1", "+a2");
	}

	@Test
	void snapshotOfTwoThousandNestedSupervisorsIsTaken() {
		start((builder) -> builder.supervisor(nested(DEPTH, this.probes.permanent("a"))));
		NodeSnapshot node = this.system.tree();
		int depth = 0;
		while (node instanceof NodeSnapshot.Supervisor supervisor && !supervisor.children().isEmpty()) {
			node = supervisor.children().getFirst();
			depth++;
		}
		assertThat(depth).isEqualTo(DEPTH + 1);
	}

	@Test
	void startAndStopOfAHundredThousandChildrenGrowLinearly() {
		assertGrowsLinearly(MANY, (count) -> {
			build((builder) -> builder.supervisor(withChildren(RestartStrategy.ONE_FOR_ONE, count)));
			this.system.start();
			assertThat(this.live).hasValue(count);
			assertThat(group().counts()).isEqualTo(new ChildCounts(count, count, 0, count));
			this.system.close();
			assertThat(this.live).hasValue(0);
		});
	}

	@Test
	void groupRestartOfManyChildrenGrowsLinearly() {
		assertGrowsLinearly(FEWER, (count) -> {
			start((builder) -> builder.supervisor(withChildren(RestartStrategy.ONE_FOR_ALL, count)));
			crash("child0");
			assertThat(ping(ref("child" + (count - 1)))).isPositive();
			await().atMost(Duration.ofSeconds(50))
				.until(() -> ping(ref("child" + (count - 1))) == 2 && this.live.get() == count);
			this.system.close();
		});
	}

	@Test
	void dynamicSupervisorWithAHundredThousandChildrenGrowsLinearly() {
		assertGrowsLinearly(MANY, (count) -> {
			start((builder) -> builder.supervisor(SupervisorSpec.named("group").dynamic().build()));
			startChildren(count, RestartType.PERMANENT);
			assertThat(group().counts()).isEqualTo(new ChildCounts(1, count, 0, count));
			this.system.close();
			assertThat(this.live).hasValue(0);
		});
	}

	@Test
	void aHundredThousandTemporaryChildrenThatEndByThemselvesAreForgottenInLinearTime() {
		assertGrowsLinearly(MANY, (count) -> {
			start((builder) -> builder.supervisor(SupervisorSpec.named("group").dynamic().build()));
			startChildren(count, RestartType.TEMPORARY).forEach((child) -> child.tell(Probe.exit()));
			await().atMost(Duration.ofSeconds(50)).until(() -> this.live.get() == 0 && group().children().isEmpty());
			this.system.close();
		});
	}

	@Test
	void manyChildrenTerminatedOneByOneTakeLinearTime() {
		assertGrowsLinearly(FEWER, (count) -> {
			start((builder) -> builder.supervisor(withChildren(RestartStrategy.ONE_FOR_ALL, count)));
			List<CompletableFuture<?>> terminated = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				terminated.add(group().terminate("child" + i));
			}
			terminated.forEach(ConformanceTest::get);
			assertThat(this.live).hasValue(0);
			this.system.close();
		});
	}

	private List<ActorRef<Probe>> startChildren(int count, RestartType type) {
		List<CompletableFuture<ActorRef<Probe>>> starting = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			starting.add(group().start(child("child" + i).withRestart(type)));
		}
		return starting.stream().map(ConformanceTest::get).toList();
	}

}
