package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What several senders send to handlers of batches is handled once and in the order of
 * each sender, in batches that are not too large, and each asker gets its own reply:
 * while other messages come in between, requests are cancelled, and the actor crashes.
 */
@Timeout(120)
class BatchTests {

	private static final int SENDERS = 4;

	private static final int EACH = 5_000;

	private static final Duration LONG = Duration.ofDays(1);

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void eachMessageIsHandledOnceInOrderAndItsAskerGetsItsOwnReply(long seed) throws Exception {
		Random random = new Random(seed);
		Journal journal = new Journal();
		Dispatcher dispatcher = random.nextBoolean() ? Dispatcher.VIRTUAL : Dispatcher.COMPUTE;
		try (Silence silence = new Silence();
				ActorSystem system = ActorSystem.builder()
					.supervisor(SupervisorSpec.named("group")
						.intensity(Integer.MAX_VALUE, Duration.ofMillis(1))
						.child(ActorSpec.of("store", Store.class, (context) -> new Store(journal))
							.withDispatcher(dispatcher)
							.withMailbox(MailboxSpec.DEFAULT.withCapacity(2 * SENDERS * EACH)))
						.build())
					.build()) {
			system.start();
			ActorRef<Store> store = system.actor(Store.class);
			List<Sender> senders = new ArrayList<>();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < SENDERS; i++) {
				Sender sender = new Sender(i, store, new Random(random.nextLong()));
				senders.add(sender);
				threads.add(Thread.ofPlatform().start(sender));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			for (Sender sender : senders) {
				sender.check(journal);
			}
		}
		assertThat(journal.sizes).as("seed %d", seed).allSatisfy((size) -> assertThat(size).isBetween(1, Store.MOST));
		assertThat(journal.sizes).as("seed %d", seed).anyMatch((size) -> size > 1);
	}

	/**
	 * Sends in turn what it likes.
	 */
	private static final class Sender implements Runnable {

		private final int id;

		private final ActorRef<Store> store;

		private final Random random;

		private final Map<Integer, CompletableFuture<Integer>> asked = new HashMap<>();

		private int told;

		Sender(int id, ActorRef<Store> store, Random random) {
			this.id = id;
			this.store = store;
			this.random = random;
		}

		@Override
		public void run() {
			for (int i = 0; i < EACH; i++) {
				int kind = this.random.nextInt(1_000);
				if (kind < 300) {
					this.store.tell(new Store.Note(this.id, i));
					this.told++;
				}
				else if (kind < 305) {
					this.store.tell(new Store.Crash());
				}
				else {
					CompletableFuture<Integer> reply = this.store.ask(new Store.Put(this.id, i), LONG);
					this.asked.put(i, reply);
					if (kind < 350) {
						reply.cancel(false);
					}
				}
			}
		}

		void check(Journal journal) {
			CompletableFuture<?> all = CompletableFuture
				.allOf(this.asked.values().toArray(CompletableFuture<?>[]::new));
			await().atMost(Duration.ofSeconds(60)).until(all::isDone);
			this.store.call(new Store.Sync(), LONG);
			List<Integer> handled = journal.of(this.id);
			Set<Integer> known = new HashSet<>(handled);
			assertThat(handled).as("in order").isSorted();
			assertThat(known).as("none twice").hasSameSizeAs(handled);
			assertThat(journal.notes.stream().filter((note) -> note.sender() == this.id)).hasSize(this.told);
			List<String> wrong = new ArrayList<>();
			this.asked.forEach((number, reply) -> {
				Throwable failure = reply.handle((value, thrown) -> thrown).join();
				boolean own = failure == null && reply.join() == this.id * EACH + number;
				if (!reply.isCancelled()
						&& !(known.contains(number) && (own || failure instanceof ActorCrashedException))) {
					wrong.add(number + ": " + reply);
				}
			});
			assertThat(wrong).as("each has its own reply").isEmpty();
		}

	}

	/**
	 * What was handled.
	 */
	private static final class Journal {

		private final Queue<Store.Numbered> all = new ConcurrentLinkedQueue<>();

		private final Queue<Store.Note> notes = new ConcurrentLinkedQueue<>();

		private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();

		List<Integer> of(int sender) {
			return this.all.stream().filter((each) -> each.sender() == sender).map(Store.Numbered::number).toList();
		}

	}

	/**
	 * Puts what it gets into the journal.
	 */
	static class Store {

		private static final int MOST = 20;

		sealed interface Numbered {

			int sender();

			int number();

		}

		record Put(int sender, int number) implements Request<Store, Integer>, Numbered {

		}

		record Note(int sender, int number) implements Message<Store>, Numbered {

		}

		record Crash() implements Message<Store> {

		}

		record Sync() implements Request<Store, Boolean> {

		}

		private final Journal journal;

		Store(Journal journal) {
			this.journal = journal;
		}

		@Receive(batch = MOST)
		List<Integer> put(List<Put> messages) {
			this.journal.sizes.add(messages.size());
			this.journal.all.addAll(messages);
			if (messages.getFirst().number() % 500 == 499) {
				throw new IllegalStateException("full");
			}
			return messages.stream().map((message) -> message.sender() * EACH + message.number()).toList();
		}

		@Receive(batch = MOST)
		void note(List<Note> messages) {
			this.journal.sizes.add(messages.size());
			this.journal.all.addAll(messages);
			this.journal.notes.addAll(messages);
		}

		@Receive
		void crash(Crash message) {
			throw new IllegalStateException("crash");
		}

		@Receive
		boolean sync(Sync message) {
			return true;
		}

	}

}
