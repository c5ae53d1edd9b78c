package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.GroupSnapshot;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * However actors join, leave, crash and stop: when nothing is under way any more, the
 * members of each group are those that say so, and nothing is left of the others.
 */
@Timeout(120)
class MembershipTests {

	private static final int ACTORS = 40;

	private static final int DEEDS = 400;

	private static final List<String> GROUPS = List.of("a", "b", "c");

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void membersAreThoseThatHaveJoinedAndLive(long seed) throws Exception {
		Random random = new Random(seed);
		try (Silence silence = new Silence(); ActorSystem system = ActorSystem.builder().build()) {
			system.start();
			List<ActorRef<Joiner>> joiners = new ArrayList<>();
			for (int i = 0; i < ACTORS; i++) {
				joiners
					.add(system.spawn(ActorSpec.of("joiner" + i, Joiner.class, (context) -> new Joiner(context, system))
						.withDispatcher(random.nextBoolean() ? Dispatcher.VIRTUAL : Dispatcher.COMPUTE)
						.withRestart(random.nextInt(4) == 0 ? RestartType.TEMPORARY : RestartType.PERMANENT)));
			}
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				Random own = new Random(seed * 4 + i);
				threads.add(Thread.ofVirtual().start(() -> {
					for (int j = 0; j < DEEDS; j++) {
						ActorRef<Joiner> joiner = joiners.get(own.nextInt(ACTORS));
						String group = GROUPS.get(own.nextInt(GROUPS.size()));
						switch (own.nextInt(200)) {
							case 0 -> joiner.tell(new Joiner.Crash());
							case 1 -> joiner.tell(new Joiner.Stop());
							case 2, 3, 4, 5 -> system.group(group, Joiner.class).broadcast(new Joiner.Toggle(group));
							default -> joiner.tell(new Joiner.Toggle(group));
						}
					}
				}));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			// Some may still be in backoff.
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
				for (String group : GROUPS) {
					Set<String> saying = new TreeSet<>();
					for (ActorRef<Joiner> joiner : joiners) {
						if (system.find(joiner.path()).isPresent()
								&& joiner.call(new Joiner.Joined()).contains(group)) {
							saying.add(joiner.path());
						}
					}
					List<String> members = members(system, group);
					assertThat(members).as("%s, seed %d", group, seed).doesNotHaveDuplicates();
					assertThat(new TreeSet<>(members)).as("%s, seed %d", group, seed).isEqualTo(saying);
				}
			});
			joiners.forEach((joiner) -> joiner.tell(new Joiner.Crash()));
			await().untilAsserted(() -> assertThat(system.groups(10)).isEmpty());
		}
	}

	private static List<String> members(ActorSystem system, String group) {
		return system.groups(ACTORS)
			.stream()
			.filter((snapshot) -> snapshot.name().equals(group))
			.map(GroupSnapshot::members)
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * An actor that joins what it has not joined, and leaves what it has.
	 */
	static class Joiner {

		record Toggle(String group) implements Message<Joiner> {

		}

		record Joined() implements Request<Joiner, Set<String>> {

		}

		record Crash() implements Message<Joiner> {

		}

		record Stop() implements Message<Joiner> {

		}

		private final ActorContext<Joiner> context;

		private final ActorSystem system;

		private final Set<String> joined = new TreeSet<>();

		Joiner(ActorContext<Joiner> context, ActorSystem system) {
			this.context = context;
			this.system = system;
		}

		@Receive
		void toggle(Toggle message) {
			Group<Joiner> group = this.system.group(message.group(), Joiner.class);
			if (this.joined.remove(message.group())) {
				this.context.leave(group);
			}
			else {
				this.joined.add(message.group());
				this.context.join(group);
			}
		}

		@Receive
		Set<String> joined(Joined request) {
			return Set.copyOf(this.joined);
		}

		@Receive
		void crash(Crash message) {
			throw new Subject.Crash();
		}

		@Receive
		void stop(Stop message) {
			this.context.stop();
		}

	}

}
