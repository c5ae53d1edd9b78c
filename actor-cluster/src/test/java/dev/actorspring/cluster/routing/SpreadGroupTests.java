package dev.actorspring.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.DeclinedException;
import dev.actorspring.FanOut;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.Outcome;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.GroupSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Groups whose members live on several nodes.
 */
class SpreadGroupTests extends RoutingTest {

	private static final String TYPE = Guest.class.getName();

	private final Queue<String> said = new ConcurrentLinkedQueue<>();

	private Group<Guest> room(Node node, String name) {
		return node.system.group(name, Guest.class);
	}

	private ActorRef<Guest> enter(Node node, String name, String room) {
		ActorRef<Guest> guest = node.system
			.spawn(ActorSpec.of(name, Guest.class, (context) -> new Guest(context, (any) -> room(node, any), this.said))
				.withRestart(RestartType.TEMPORARY));
		guest.call(new Guest.Join(room), LONG);
		return guest;
	}

	private List<String> members(Node node, String room) {
		return room(node, room).members().stream().map(ActorRef::toString).toList();
	}

	private void awaitMembers(Node node, String room, String... expected) {
		await().atMost(LONG).untilAsserted(() -> assertThat(members(node, room)).containsExactlyInAnyOrder(expected));
	}

	@Test
	void membersOfAllNodesAreKnownOnEach() {
		startTwo();
		ActorRef<Guest> ann = enter(this.one, "ann", "blue");
		enter(this.two, "bob", "blue");
		awaitMembers(this.one, "blue", "ActorRef[ann]", "ActorRef[bob on node2:1]");
		awaitMembers(this.two, "blue", "ActorRef[ann on node1:1]", "ActorRef[bob]");
		assertThat(this.one.system.groups(10))
			.containsExactly(new GroupSnapshot("blue", TYPE, 1, List.of("ann"), Map.of("node2:1", 1)));
		assertThat(this.one.system.groupCounts().memberships()).isEqualTo(1);
		ann.call(new Guest.Leave("blue"), LONG);
		awaitMembers(this.two, "blue", "ActorRef[bob]");
		assertThat(this.one.system.groupCounts().groups()).isZero();
	}

	@Test
	void membersOfOtherNodesAreToldAndAsked() throws Exception {
		startTwo();
		enter(this.two, "bob", "blue");
		awaitMembers(this.one, "blue", "ActorRef[bob on node2:1]");
		ActorRef<Guest> bob = room(this.one, "blue").any().orElseThrow();
		bob.tell(new Guest.Say("hello"));
		assertThat(bob.send(new Guest.Say(" there")).isAccepted()).isTrue();
		assertThat(bob.call(new Guest.Name(), LONG)).isEqualTo("bob");
		assertThat(this.said).containsExactly("bob hello", "bob  there");
		assertThatExceptionOfType(DeclinedException.class).isThrownBy(() -> bob.call(new Guest.Decline("no"), LONG))
			.havingCause()
			.isInstanceOf(Guest.NoException.class)
			.withMessage("no");
		assertThat(bob).isEqualTo(room(this.one, "blue").members().getFirst()).hasToString("ActorRef[bob on node2:1]");
	}

	@Test
	void whatIsBroadcastReachesMembersOfAllNodesOnce() {
		startTwo();
		enter(this.one, "ann", "blue");
		enter(this.two, "bob", "blue");
		enter(this.two, "carl", "blue");
		enter(this.two, "dan", "red");
		await().atMost(LONG).until(() -> members(this.one, "blue").size() == 3);
		room(this.one, "blue").broadcast(new Guest.Say("hello"));
		room(this.one, "blue").broadcast(new Guest.Say("bye"));
		await().atMost(LONG).until(() -> this.said.size() == 6);
		assertThat(this.said).containsExactlyInAnyOrder("ann hello", "ann bye", "bob hello", "bob bye", "carl hello",
				"carl bye");
		assertThat(FanOut.ask(room(this.one, "blue").members(), new Guest.Name(), LONG).whole().join().answered())
			.extracting(Outcome.Answered::value)
			.containsExactlyInAnyOrder("ann", "bob", "carl");
	}

	@Test
	void membersOfAllNodesTakeTurns() {
		startTwo();
		enter(this.one, "ann", "blue");
		enter(this.two, "bob", "blue");
		enter(this.two, "carl", "blue");
		await().atMost(LONG).until(() -> members(this.one, "blue").size() == 3);
		Set<String> taken = new TreeSet<>();
		IntStream.range(0, 3).forEach((i) -> taken.add(room(this.one, "blue").any().orElseThrow().path()));
		assertThat(taken).containsExactly("ann", "bob", "carl");
	}

	/**
	 * Its ref goes on to reach the actor wherever that lives.
	 */
	@Test
	void keyOfASpreadFamilyIsReachedByItsKey() {
		ActorRef<Scribe> scribe = startTwo();
		scribe.call(new Scribe.Join("blue"), LONG);
		Group<Scribe> group = this.one.system.group("blue", Scribe.class);
		await().atMost(LONG).until(() -> group.members().equals(List.of(scribe)));
		group.broadcast(new Scribe.Write("hello"));
		await().atMost(LONG).until(() -> this.handled.contains("hello"));
		move(this.two, this.one);
		await().atMost(LONG).until(() -> group.members().isEmpty());
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
	}

	@Test
	void memberThatEndsHasLeftEverywhere() {
		startTwo();
		ActorRef<Guest> bob = enter(this.two, "bob", "blue");
		bob.call(new Guest.Join("red"), LONG);
		awaitMembers(this.one, "blue", "ActorRef[bob on node2:1]");
		awaitMembers(this.one, "red", "ActorRef[bob on node2:1]");
		ActorRef<Guest> known = room(this.one, "blue").any().orElseThrow();
		bob.tell(new Guest.Stop());
		awaitMembers(this.one, "blue");
		awaitMembers(this.one, "red");
		assertThat(this.one.system.groups(10)).isEmpty();
		assertThatExceptionOfType(ActorTerminatedException.class).isThrownBy(() -> known.call(new Guest.Name(), LONG));
		known.tell(new Guest.Say("hello"));
		await().atMost(LONG).until(() -> !this.deadLetters.isEmpty());
		assertThat(this.deadLetters).singleElement().extracting(DeadLetter::path).isEqualTo("bob");
	}

	@Test
	void membersOfANodeThatIsLostHaveLeft() {
		startTwo();
		enter(this.one, "ann", "blue");
		enter(this.two, "bob", "blue");
		await().atMost(LONG).until(() -> members(this.one, "blue").size() == 2);
		ActorRef<Guest> bob = room(this.one, "blue").members().getLast();
		this.two.deaf = true;
		this.one.router.gone(this.two.id, "it was killed");
		awaitMembers(this.one, "blue", "ActorRef[ann]");
		assertThatExceptionOfType(ActorUnreachableException.class).isThrownBy(() -> bob.call(new Guest.Name(), LONG));
	}

	/**
	 * What its actors leave after that changes nothing, and what is sent to them is lost
	 * at once.
	 */
	@Test
	void membersOfANodeThatLeavesHaveLeft() {
		startTwo();
		enter(this.two, "bob", "blue");
		awaitMembers(this.one, "blue", "ActorRef[bob on node2:1]");
		ActorRef<Guest> bob = room(this.one, "blue").members().getFirst();
		this.two.router.sayGoodbye();
		awaitMembers(this.one, "blue");
		enter(this.two, "carl", "blue");
		assertThat(members(this.one, "blue")).isEmpty();
		assertThat(bob.send(new Guest.Say("hello")).isAccepted()).isFalse();
	}

	@Test
	void nodeThatJoinsLaterLearnsOfAllMembers() {
		startTwo();
		enter(this.one, "ann", "blue");
		enter(this.two, "bob", "blue").call(new Guest.Join("red"), LONG);
		Node three = node(3);
		awaitMembers(three, "blue", "ActorRef[ann on node1:1]", "ActorRef[bob on node2:1]");
		awaitMembers(three, "red", "ActorRef[bob on node2:1]");
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3 })
	void allNodesAgreeInTheEndHoweverActorsComeAndGo(long seed) throws Exception {
		Queue<Node> nodes = new ConcurrentLinkedQueue<>(List.of(node(1), node(2)));
		List<Thread> threads = new ArrayList<>();
		for (Node node : nodes) {
			Random random = new Random(seed * 10 + node.id.life());
			threads.add(Thread.ofPlatform().start(() -> comeAndGo(node, random)));
		}
		nodes.add(node(3));
		for (Thread thread : threads) {
			thread.join();
		}
		Set<String> expected = new TreeSet<>();
		for (Node node : nodes) {
			for (int room = 0; room < 3; room++) {
				for (String member : here(node, "room" + room)) {
					expected.add("room" + room + " " + member);
				}
			}
		}
		assertThat(expected).as("seed %d", seed).isNotEmpty();
		for (Node node : nodes) {
			await().atMost(LONG).untilAsserted(() -> {
				List<String> known = new ArrayList<>();
				for (int room = 0; room < 3; room++) {
					String prefix = "room" + room + " ";
					room(node, "room" + room).members().forEach((member) -> known.add(prefix + member.path()));
				}
				assertThat(known).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
			});
		}
	}

	private void comeAndGo(Node node, Random random) {
		List<ActorRef<Guest>> guests = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			int what = random.nextInt(6);
			if (guests.size() < 3 || what == 0) {
				guests.add(enter(node, node.id.life() + "-" + i, "room" + random.nextInt(3)));
			}
			else if (what == 1) {
				guests.remove(random.nextInt(guests.size())).tell(new Guest.Stop());
			}
			else {
				ActorRef<Guest> guest = guests.get(random.nextInt(guests.size()));
				String room = "room" + random.nextInt(3);
				guest.call((what % 2 == 0) ? new Guest.Join(room) : new Guest.Leave(room), LONG);
			}
		}
		await().atMost(LONG)
			.until(() -> node.system.tree()
				.children()
				.stream()
				.filter((child) -> child.name().startsWith(node.id.life() + "-"))
				.count() == guests.size());
	}

	private List<String> here(Node node, String room) {
		return node.system.groups(1_000)
			.stream()
			.filter((group) -> group.name().equals(room))
			.flatMap((group) -> group.members().stream())
			.toList();
	}

	@Test
	void memberOfAnotherNodeCannotBeWatched() {
		startTwo();
		enter(this.two, "bob", "blue");
		ActorRef<Guest> ann = enter(this.one, "ann", "red");
		awaitMembers(this.one, "blue", "ActorRef[bob on node2:1]");
		assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> ann.call(new Guest.Watch("blue"), LONG))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("Cannot watch bob on node2:1");
	}

	/**
	 * Somebody in a room.
	 */
	static class Guest {

		record Say(String text) implements Message<Guest> {

		}

		record Name() implements Request<Guest, String> {

		}

		record Decline(String text) implements Request<Guest, String> {

		}

		record Join(String room) implements Request<Guest, Boolean> {

		}

		record Leave(String room) implements Request<Guest, Boolean> {

		}

		record Watch(String room) implements Request<Guest, Boolean> {

		}

		record Stop() implements Message<Guest> {

		}

		static class NoException extends Exception {

			private static final long serialVersionUID = 1L;

			NoException(String message) {
				super(message);
			}

		}

		private final ActorContext<Guest> context;

		private final Function<String, Group<Guest>> rooms;

		private final Queue<String> said;

		Guest(ActorContext<Guest> context, Function<String, Group<Guest>> rooms, Queue<String> said) {
			this.context = context;
			this.rooms = rooms;
			this.said = said;
		}

		@Receive
		void say(Say message) {
			this.said.add(this.context.path() + " " + message.text());
		}

		@Receive
		String name(Name request) {
			return this.context.path();
		}

		@Receive
		String decline(Decline request) throws NoException {
			throw new NoException(request.text());
		}

		@Receive
		boolean join(Join request) {
			this.context.join(this.rooms.apply(request.room()));
			return true;
		}

		@Receive
		boolean leave(Leave request) {
			this.context.leave(this.rooms.apply(request.room()));
			return true;
		}

		@Receive
		boolean watch(Watch request) {
			this.context.watch(this.rooms.apply(request.room()).any().orElseThrow());
			return true;
		}

		@Receive
		void stop(Stop message) {
			this.context.stop();
		}

	}

}
