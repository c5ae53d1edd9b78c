package dev.actorspring.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
import dev.actorspring.system.GroupCounts;
import dev.actorspring.system.GroupSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Actors that are reached by the name of a group.
 */
class GroupTests extends SystemTest {

	private static ActorSpec<Guest> guest(String name) {
		return ActorSpec.of(name, Guest.class, Guest::new);
	}

	private Group<Listening> room(String name) {
		return this.system.group(name, Listening.class);
	}

	private ActorRef<Guest> enter(String name, String room) {
		ActorRef<Guest> guest = this.system.spawn(guest(name).withRestart(RestartType.TEMPORARY));
		guest.call(new Guest.Join(room(room)));
		return guest;
	}

	@ParameterizedTest
	@EnumSource
	void membersAreToldTogether(Dispatcher dispatcher) {
		start((builder) -> builder.actor(guest("one").withDispatcher(dispatcher))
			.actor(guest("two").withDispatcher(dispatcher))
			.actor(guest("three").withDispatcher(dispatcher)));
		ActorRef<Guest> one = this.system.actor("one", Guest.class);
		ActorRef<Guest> two = this.system.actor("two", Guest.class);
		one.call(new Guest.Join(room("blue")));
		two.call(new Guest.Join(room("blue")));
		two.call(new Guest.Join(room("blue")));
		room("blue").broadcast(new Say("hello"));
		assertThat(one.call(new Guest.Heard())).containsExactly("hello");
		assertThat(two.call(new Guest.Heard())).containsExactly("hello");
		assertThat(this.system.actor("three", Guest.class).call(new Guest.Heard())).isEmpty();
		assertThat(room("blue").members()).extracting(ActorRef::path).containsExactly("one", "two");
		assertThat(room("red").members()).isEmpty();
		two.call(new Guest.Leave(room("blue")));
		two.call(new Guest.Leave(room("blue")));
		room("blue").broadcast(new Say("bye"));
		assertThat(one.call(new Guest.Heard())).containsExactly("hello", "bye");
		assertThat(two.call(new Guest.Heard())).containsExactly("hello");
	}

	@Test
	void membersTakeTurns() {
		start((builder) -> builder);
		assertThat(room("blue").any()).isEmpty();
		enter("one", "blue");
		enter("two", "blue");
		assertThat(List.of(next(), next(), next(), next())).containsExactly("one", "two", "one", "two");
	}

	private String next() {
		Optional<ActorRef<Listening>> next = room("blue").any();
		return next.orElseThrow().path();
	}

	@Test
	void memberThatEndsHasLeft() {
		start((builder) -> builder);
		ActorRef<Guest> one = enter("one", "blue");
		enter("two", "blue");
		one.call(new Guest.Join(room("red")));
		one.tell(new Guest.Stop());
		await().until(() -> room("blue").members().size() == 1);
		await().until(() -> room("red").members().isEmpty());
		assertThat(this.system.groups(10))
			.containsExactly(new GroupSnapshot("blue", Listening.class.getName(), 1, List.of("two"), Map.of()));
		room("blue").broadcast(new Say("hello"));
		assertThat(this.events).isEmpty();
	}

	@Test
	void nextIncarnationJoinsAgainIfItWantsTo() {
		start((builder) -> builder.actor(guest("guest"))
			.actor(ActorSpec.of("regular", Guest.class,
					(context) -> new Guest(context, this.system.group("blue", Listening.class)))));
		ActorRef<Guest> guest = this.system.actor("guest", Guest.class);
		guest.call(new Guest.Join(room("blue")));
		assertThat(room("blue").members()).hasSize(2);
		guest.tell(new Guest.Crash());
		this.system.actor("regular", Guest.class).tell(new Guest.Crash());
		await().until(() -> this.system.actor("regular", Guest.class).call(new Guest.Incarnation()) == 2);
		await().until(() -> guest.call(new Guest.Incarnation()) == 2);
		assertThat(room("blue").members()).extracting(ActorRef::path).containsExactly("regular");
	}

	@Test
	void actorThatHasJoinedAndCannotBeStartedIsNoMember() {
		start((builder) -> builder);
		this.system.spawn(ActorSpec.of("guest", Guest.class, (context) -> {
			context.join(this.system.group("blue", Listening.class));
			throw new IllegalStateException("no seat");
		}).withRestart(RestartType.TEMPORARY));
		await().until(() -> this.system.find("guest").isEmpty());
		assertThat(this.system.groups(10)).isEmpty();
	}

	@Test
	void actorThatJoinsAndLeavesOnTwoThreadsIsNoMemberWhenItHasEnded() throws Exception {
		start((builder) -> builder);
		AtomicReference<ActorContext<Guest>> handedOver = new AtomicReference<>();
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			for (int i = 0; i < 300; i++) {
				ActorRef<Guest> guest = this.system.spawn(ActorSpec.of("guest" + i, Guest.class, (context) -> {
					handedOver.set(context);
					return new Guest(context, room("blue"));
				}).withRestart(RestartType.TEMPORARY));
				guest.call(new Guest.Heard());
				ActorContext<Guest> context = handedOver.get();
				AtomicInteger there = new AtomicInteger();
				Future<?> left = other.submit(() -> {
					meet(there);
					context.leave(room("blue"));
				});
				meet(there);
				context.join(room("red"));
				left.get();
				assertThat(this.system.groups(0)).extracting(GroupSnapshot::name).containsExactly("red");
				guest.tell(new Guest.Stop());
				await().until(() -> this.system.groups(0).isEmpty());
			}
		}
	}

	private static void meet(AtomicInteger there) {
		there.incrementAndGet();
		while (there.get() < 2) {
			Thread.onSpinWait();
		}
	}

	@Test
	void keyedActorIsAMemberUntilItIsPassivated() {
		start((builder) -> builder.actor(ActorSpec.keyed("guests", Guest.class, Guest::new)));
		ActorRef<Guest> guest = this.system.keyed(Guest.class).get("a");
		guest.call(new Guest.Join(room("blue")));
		room("blue").broadcast(new Say("hello"));
		assertThat(guest.call(new Guest.Heard())).containsExactly("hello");
		assertThat(room("blue").members()).isEqualTo(List.of(guest));
		((KeyedFamily<?>) this.system.keyed(Guest.class)).cells().forEach(ActorCell::passivate);
		await().until(() -> this.system.find("guests/a").isEmpty());
		assertThat(room("blue").members()).isEmpty();
		room("blue").broadcast(new Say("anybody?"));
		assertThat(this.system.find("guests/a")).isEmpty();
	}

	@Test
	void groupsAndMembershipsAreCounted() {
		start((builder) -> builder);
		ActorRef<Guest> one = enter("one", "blue");
		ActorRef<Guest> two = enter("two", "blue");
		one.call(new Guest.Join(room("blue")));
		one.call(new Guest.Join(room("red")));
		assertThat(this.system.groupCounts()).isEqualTo(new GroupCounts(2, 3));
		two.call(new Guest.Leave(room("blue")));
		two.call(new Guest.Leave(room("red")));
		assertThat(this.system.groupCounts()).isEqualTo(new GroupCounts(2, 2));
		one.tell(new Guest.Stop());
		await().until(() -> this.system.groupCounts().equals(new GroupCounts(0, 0)));
	}

	@Test
	void groupsOfSeveralTypesAreApart() {
		start((builder) -> builder);
		enter("one", "blue");
		assertThat(this.system.group("blue", Guest.class).members()).isEmpty();
		assertThat(room("blue")).isEqualTo(room("blue")).hasToString("Group[blue of GroupTests.Listening]");
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void groupOfAnotherTypeOrSystemIsRefused() {
		start((builder) -> builder.actor(guest("guest")));
		ActorRef<Guest> guest = this.system.actor(Guest.class);
		Group<Counter> other = this.system.group("blue", Counter.class);
		assertThatIllegalArgumentException().isThrownBy(() -> guest.call(new Guest.Join((Group) other)))
			.withMessageContaining("guest cannot join Group[blue of Counter]: it is no " + Counter.class.getName());
		try (ActorSystem another = ActorSystem.builder().build()) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> guest.call(new Guest.Join(another.group("blue", Listening.class))))
				.withMessageContaining("Group[blue of GroupTests.Listening] is not a group of this system");
		}
	}

	/**
	 * What members of a room have in common.
	 */
	interface Listening {

	}

	record Say(String text) implements Message<Listening> {

	}

	/**
	 * An actor that joins and leaves.
	 */
	static class Guest implements Listening {

		record Join(Group<Listening> room) implements Request<Guest, Boolean> {

		}

		record Leave(Group<Listening> room) implements Request<Guest, Boolean> {

		}

		record Heard() implements Request<Guest, List<String>> {

		}

		record Incarnation() implements Request<Guest, Integer> {

		}

		record Stop() implements Message<Guest> {

		}

		record Crash() implements Message<Guest> {

		}

		private final ActorContext<Guest> context;

		private final List<String> heard = new java.util.ArrayList<>();

		Guest(ActorContext<Guest> context) {
			this.context = context;
		}

		Guest(ActorContext<Guest> context, Group<Listening> room) {
			this.context = context;
			context.join(room);
		}

		@Receive
		boolean join(Join message) throws IllegalArgumentException {
			this.context.join(message.room());
			return true;
		}

		@Receive
		boolean leave(Leave message) {
			this.context.leave(message.room());
			return true;
		}

		@Receive
		void on(Say message) {
			this.heard.add(message.text());
		}

		@Receive
		List<String> heard(Heard request) {
			return List.copyOf(this.heard);
		}

		@Receive
		int incarnation(Incarnation request) {
			return this.context.incarnation();
		}

		@Receive
		void stop(Stop message) {
			this.context.stop();
		}

		@Receive
		void crash(Crash message) {
			throw new IllegalStateException("boom");
		}

	}

}
