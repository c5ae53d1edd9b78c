package dev.actorspring.durable.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Event;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Topic;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What durable actors publish and broadcast shows no more than what is written.
 */
class PublishingTests extends DurableTest {

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private ActorRef<Hearer> spawnHearer(Group<Hearer> room) {
		ActorRef<Hearer> hearer = this.system
			.spawn(ActorSpec.of("hearer", Hearer.class, (context) -> new Hearer(context, room, this.heard)));
		hearer.call(new Hearer.Ping(), LONG);
		return hearer;
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void eventIsOnItsWayWhenTheStateIsWritten(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		Topic<Changed> topic = this.system.topic(Changed.class);
		Group<Hearer> room = this.system.group("room", Hearer.class);
		ActorRef<Hearer> hearer = spawnHearer(room);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Object> sent = account.ask(new Account.Do((state, context) -> {
			topic.publish(new Changed(1));
			state.set(new Balance(10));
			topic.publish(new Changed(2));
			room.broadcast(new Hearer.Say("three"));
			hearer.tell(new Hearer.Say("four"));
			topic.publish(new Changed(5));
			return "sent";
		}), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		hearer.call(new Hearer.Ping(), LONG);
		assertThat(this.heard).isSubsetOf("changed 1");
		this.store.releaseWrites();
		assertThat(sent.join()).isEqualTo("sent");
		await().until(() -> this.heard.size() == 5);
		assertThat(this.heard).containsExactly("changed 1", "changed 2", "three", "four", "changed 5");
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void eventIsNeverPublishedIfTheStateCannotBeWritten(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		Topic<Changed> topic = this.system.topic(Changed.class);
		ActorRef<Hearer> hearer = spawnHearer(this.system.group("room", Hearer.class));
		account.call(new Account.Add(1), LONG);
		this.store.put(new StoredState(new StateKey("account", "a"), 2, UUID.randomUUID(),
				new StoredState.Value("balance", 1, "{\"amount\":5}", null, null), Instant.EPOCH));
		CompletableFuture<Object> sent = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(10));
			topic.publish(new Changed(1));
			return "sent";
		}), LONG);
		assertThat(failure(sent)).isInstanceOf(StateConflictException.class);
		account.call(new Account.Do((state, context) -> {
			topic.publish(new Changed(2));
			return "sent";
		}), LONG);
		await().until(() -> this.heard.contains("changed 2"));
		hearer.call(new Hearer.Ping(), LONG);
		assertThat(this.heard).containsExactlyElementsOf(List.of("changed 2"));
	}

	record Changed(int number) implements Event {

	}

	/**
	 * Notes what it hears, and is in a room.
	 */
	static class Hearer {

		record Say(String text) implements Message<Hearer> {

		}

		record Ping() implements Request<Hearer, String> {

		}

		private final Queue<String> heard;

		Hearer(ActorContext<Hearer> context, Group<Hearer> room, Queue<String> heard) {
			this.heard = heard;
			context.join(room);
		}

		@Receive
		void changed(Changed event) {
			this.heard.add("changed " + event.number());
		}

		@Receive
		void say(Say message) {
			this.heard.add(message.text());
		}

		@Receive
		String ping(Ping request) {
			return "pong";
		}

	}

}
