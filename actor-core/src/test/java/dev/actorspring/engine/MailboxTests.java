package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The queue of an actor, alone.
 */
class MailboxTests {

	private static final int CAPACITY = 4;

	private final Mailbox mailbox = new Mailbox() {
	};

	private Offer offer(Object payload) {
		return this.mailbox.offer(payload, CAPACITY, 0);
	}

	private void fill() {
		for (int i = 0; i < CAPACITY; i++) {
			offer(i);
		}
	}

	private List<Object> takeAll() {
		List<Object> taken = new ArrayList<>();
		for (Object payload = this.mailbox.take(); payload != null; payload = this.mailbox.take()) {
			taken.add(payload);
		}
		return taken;
	}

	@Test
	void messagesComeOutInTheOrderTheyWentIn() {
		fill();
		assertThat(this.mailbox.depth()).isEqualTo(CAPACITY);
		assertThat(takeAll()).containsExactly(0, 1, 2, 3);
		assertThat(this.mailbox.depth()).isZero();
	}

	@Test
	void oneMessageMoreThanTheCapacityIsRefused() {
		fill();
		assertThat(offer("more")).isEqualTo(Offer.FULL);
		this.mailbox.take();
		assertThat(offer("more")).isEqualTo(Offer.QUEUED);
		assertThat(offer("yet more")).isEqualTo(Offer.FULL);
	}

	@Test
	void boundHoldsAfterAMessageForWhichItDoesNotCount() {
		assertThat(this.mailbox.offer("own", Integer.MAX_VALUE, 0)).isEqualTo(Offer.QUEUED);
		for (int i = 1; i < CAPACITY; i++) {
			assertThat(offer(i)).isEqualTo(Offer.QUEUED);
		}
		assertThat(offer("more")).isEqualTo(Offer.FULL);
		assertThat(this.mailbox.offer("own", Integer.MAX_VALUE, 0)).isEqualTo(Offer.QUEUED);
		this.mailbox.take();
		assertThat(offer("more")).isEqualTo(Offer.FULL);
	}

	@Test
	void messageIsNotLostAfterTheLastOneWasDroppedWhileItsOwnerWaitsInATurn() {
		Mailbox dropping = new Mailbox() {

			@Override
			public boolean dropsOldest() {
				return true;
			}

		};
		dropping.offer("a", CAPACITY, 0);
		dropping.offer("b", CAPACITY, 0);
		Position position = new Position();
		assertThat(dropping.takeNext(position, (payload) -> false)).isNull();
		assertThat(dropping.release(position)).isTrue();
		assertThat(dropping.dropOldest((payload) -> true)).isEqualTo("a");
		assertThat(dropping.dropOldest((payload) -> true)).isEqualTo("b");
		assertThat(dropping.dropOldest((payload) -> true)).isNull();
		assertThat(dropping.offer("c", CAPACITY, 0)).isEqualTo(Offer.WAKE);
		assertThat(dropping.take()).isEqualTo("c");
		assertThat(dropping.depth()).isZero();
		assertThat(dropping.release()).isTrue();
	}

	@Test
	void offerToAnIdleMailboxHandsItToTheSender() {
		assertThat(this.mailbox.release()).isTrue();
		assertThat(this.mailbox.isIdle()).isTrue();
		assertThat(offer("first")).isEqualTo(Offer.WAKE);
		assertThat(offer("second")).isEqualTo(Offer.QUEUED);
		assertThat(this.mailbox.acquire()).isFalse();
		assertThat(takeAll()).containsExactly("first", "second");
	}

	@Test
	void mailboxWithAMessageIsNotGivenUp() {
		offer("first");
		assertThat(this.mailbox.release()).isFalse();
		assertThat(this.mailbox.take()).isEqualTo("first");
		assertThat(this.mailbox.release()).isTrue();
		assertThat(this.mailbox.acquire()).isTrue();
		assertThat(this.mailbox.acquire()).isFalse();
	}

	@Test
	void wantedMessagesAreTakenPastTheOthersWhichKeepTheirOrder() {
		fill();
		Position position = new Position();
		Predicate<Object> odd = (payload) -> (int) payload % 2 == 1;
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(1);
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(3);
		assertThat(this.mailbox.takeNext(position, odd)).isNull();
		assertThat(this.mailbox.depth()).isEqualTo(2);
		assertThat(this.mailbox.release(position)).isTrue();
		assertThat(offer(5)).isEqualTo(Offer.WAKE);
		assertThat(offer(6)).isEqualTo(Offer.QUEUED);
		assertThat(offer("more")).isEqualTo(Offer.FULL);
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(5);
		assertThat(offer(8)).isEqualTo(Offer.QUEUED);
		assertThat(takeAll()).containsExactly(0, 2, 6, 8);
		assertThat(this.mailbox.depth()).isZero();
	}

	@Test
	void noMessageIsLookedAtTwiceInOneWaitAfterAnother() {
		List<Object> looks = new ArrayList<>();
		Position position = new Position();
		offer(0);
		offer(1);
		assertThat(takeOdd(position, looks)).isEqualTo(1);
		assertThat(takeOdd(position, looks)).isNull();
		position.resume();
		offer(2);
		offer(3);
		assertThat(takeOdd(position, looks)).isEqualTo(3);
		assertThat(this.mailbox.take()).isEqualTo(0);
		position.resume();
		assertThat(takeOdd(position, looks)).isNull();
		assertThat(this.mailbox.take()).isEqualTo(2);
		offer(4);
		position.resume();
		assertThat(takeOdd(position, looks)).isNull();
		assertThat(looks).containsExactly(0, 1, 2, 3, 4);
		assertThat(takeAll()).containsExactly(4);
	}

	private @Nullable Object takeOdd(Position position, List<Object> looks) {
		return this.mailbox.takeNext(position, (payload) -> {
			looks.add(payload);
			return (int) payload % 2 == 1;
		});
	}

	@Test
	void lookThroughALongQueueIsMadeInSteps() {
		int count = 3 * Mailbox.STEP;
		for (int i = 0; i < count; i++) {
			this.mailbox.offer(2 * i, Integer.MAX_VALUE, 0);
		}
		this.mailbox.offer(1, Integer.MAX_VALUE, 0);
		List<Object> looks = new ArrayList<>();
		Position position = new Position();
		for (int i = 1; i <= 3; i++) {
			assertThat(takeOdd(position, looks)).isNull();
			assertThat(looks).hasSize(i * Mailbox.STEP);
			assertThat(this.mailbox.release(position)).isFalse();
		}
		assertThat(takeOdd(position, looks)).isEqualTo(1);
		assertThat(takeOdd(position, looks)).isNull();
		assertThat(looks).hasSize(count + 1);
		assertThat(this.mailbox.release(position)).isTrue();
	}

	@Test
	void emptyMailboxIsClosedAlsoWhenItsLastMessageWasTakenOutOfOrder() {
		fill();
		Position position = new Position();
		while (this.mailbox.takeNext(position, (payload) -> true) != null) {
			// All of them.
		}
		assertThat(this.mailbox.depth()).isZero();
		assertThat(this.mailbox.closeIfEmpty()).isTrue();
	}

	@Test
	void closingRefusesWhatWaitsAndWhatComes() {
		fill();
		Position position = new Position();
		this.mailbox.takeNext(position, (payload) -> payload.equals(2));
		List<Object> refused = new ArrayList<>();
		this.mailbox.close(refused::add);
		assertThat(refused).containsExactly(0, 1, 3);
		assertThat(offer("late")).isEqualTo(Offer.CLOSED);
		assertThat(this.mailbox.depth()).isZero();
		this.mailbox.open();
		assertThat(offer("again")).isEqualTo(Offer.QUEUED);
		assertThat(this.mailbox.depth()).isOne();
		assertThat(takeAll()).containsExactly("again");
	}

	@Test
	void sequenceNumbersMayWrapAround() {
		Mailbox old = after(Integer.MAX_VALUE - 6);
		for (int i = 0; i < 20; i++) {
			for (int j = 0; j < CAPACITY; j++) {
				old.offer(j, CAPACITY, 0);
			}
			assertThat(old.offer("more", CAPACITY, 0)).isEqualTo(Offer.FULL);
			assertThat(old.depth()).isEqualTo(CAPACITY);
			assertThat(IntStream.range(0, CAPACITY).mapToObj((j) -> old.take())).containsExactly(0, 1, 2, 3);
			assertThat(old.depth()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, Mailbox.MANY - 5, Integer.MAX_VALUE - 5, -5 })
	void mailboxThatIsIdleAfterEachMessageCountsThemAndIsWokenByEach(int passed) {
		Mailbox often = after(passed);
		for (int i = 0; i < 10; i++) {
			assertThat(often.release()).isTrue();
			assertThat(often.isIdle()).isTrue();
			assertThat(often.depth()).isZero();
			assertThat(often.taken()).isEqualTo(passed + i);
			assertThat(often.mark()).isEqualTo(passed + i);
			assertThat(often.acquire()).isTrue();
			assertThat(often.isIdle()).isFalse();
			assertThat(often.acquire()).isFalse();
			assertThat(often.taken()).isEqualTo(passed + i);
			assertThat(often.release()).isTrue();
			assertThat(often.offer(i, 1, 0)).isEqualTo(Offer.WAKE);
			assertThat(often.offer("more", 1, 0)).isEqualTo(Offer.FULL);
			assertThat(often.acquire()).isFalse();
			assertThat(often.depth()).isOne();
			assertThat(often.hasPassed(passed + i)).isTrue();
			assertThat(often.hasPassed(passed + i + 1)).isFalse();
			assertThat(often.take()).isEqualTo(i);
			assertThat(often.hasPassed(passed + i + 1)).isTrue();
		}
	}

	@Test
	void idleMailboxesOfFewMessagesHaveNoLastLinkOfTheirOwn() {
		Mailbox other = after(0);
		for (Mailbox each : List.of(this.mailbox, other)) {
			each.offer("a", CAPACITY, 0);
			each.take();
			assertThat(each.release()).isTrue();
		}
		assertThat(this.mailbox.head()).isSameAs(other.head());
		offer("b");
		assertThat(this.mailbox.head()).isNotSameAs(other.head());
		assertThat(other.isIdle()).isTrue();
		assertThat(other.depth()).isZero();
	}

	@Test
	void onesThatHaveHadManyHave() {
		Mailbox one = after(Mailbox.MANY);
		Mailbox other = after(Mailbox.MANY);
		assertThat(one.release() && other.release()).isTrue();
		assertThat(one.head()).isNotSameAs(other.head());
	}

	private static Mailbox after(int passed) {
		return new Mailbox(passed) {
		};
	}

	@Nested
	class UnderStress {

		private static final int SENDERS = 3;

		private static final int EACH = 100_000;

		private final Sink sink = new Sink();

		@BeforeEach
		void idle() {
			this.sink.release();
		}

		@Test
		void everyMessageIsTakenOnceInTheOrderOfItsSenderByOneThreadAtATime() throws InterruptedException {
			List<Thread> senders = new ArrayList<>();
			for (int i = 0; i < SENDERS; i++) {
				int sender = i;
				senders.add(Thread.ofPlatform().start(() -> send(sender)));
			}
			for (Thread sender : senders) {
				sender.join();
			}
			this.sink.all.await();
			assertThat(this.sink.wrong).isEmpty();
			// The sink counts a message just after it has taken it.
			assertThat(this.sink.mostWaiting.get()).isLessThanOrEqualTo(64 + 1);
			assertThat(this.sink.mostDeep.get()).isLessThanOrEqualTo(64);
			assertThat(this.sink.depth()).isZero();
		}

		private void send(int sender) {
			for (int i = 0; i < EACH; i++) {
				Offer offer;
				do {
					offer = this.sink.offer(new int[] { sender, i }, 64, 0);
					this.sink.mostDeep.accumulateAndGet(this.sink.depth(), Math::max);
				}
				while (offer == Offer.FULL);
				int sent = this.sink.sent.incrementAndGet();
				this.sink.mostWaiting.accumulateAndGet(sent - this.sink.taken, Math::max);
				if (offer == Offer.WAKE) {
					Thread.ofVirtual().start(this.sink);
				}
			}
		}

		/**
		 * Takes everything, now and then out of order.
		 */
		private static final class Sink extends Mailbox implements Runnable {

			final CountDownLatch all = new CountDownLatch(SENDERS * EACH);

			final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

			final AtomicInteger mostDeep = new AtomicInteger();

			final AtomicInteger sent = new AtomicInteger();

			final AtomicInteger mostWaiting = new AtomicInteger();

			private final AtomicReference<Thread> owner = new AtomicReference<>();

			private final int[] even = new int[SENDERS];

			private final int[] odd = new int[SENDERS];

			volatile int taken;

			@Override
			public void run() {
				if (!this.owner.compareAndSet(null, Thread.currentThread())) {
					this.wrong.add("two owners");
				}
				for (;;) {
					int[] payload = (int[]) take();
					if (payload != null) {
						check(payload);
					}
					else {
						this.owner.set(null);
						if (release()) {
							return;
						}
						this.owner.set(Thread.currentThread());
						continue;
					}
					if (this.taken % 7 == 0) {
						takeSomeOutOfOrder();
					}
				}
			}

			private void takeSomeOutOfOrder() {
				Position position = new Position();
				for (int i = 0; i < 10; i++) {
					int[] payload = (int[]) takeNext(position, (candidate) -> ((int[]) candidate)[1] % 2 == 1);
					if (payload == null) {
						return;
					}
					check(payload);
				}
			}

			private void check(int[] payload) {
				this.taken++;
				int[] next = (payload[1] % 2 == 0) ? this.even : this.odd;
				if (payload[1] / 2 != next[payload[0]]++) {
					this.wrong.add("out of order");
				}
				this.all.countDown();
			}

		}

	}

	@Nested
	class WhileClosing {

		@Test
		void everyMessageIsEitherTakenOrRefused() throws InterruptedException {
			for (int round = 0; round < 2_000; round++) {
				Mailbox closing = new Mailbox() {
				};
				Set<Object> accepted = ConcurrentHashMap.newKeySet();
				CountDownLatch go = new CountDownLatch(1);
				List<Thread> senders = new ArrayList<>();
				for (int i = 0; i < 2; i++) {
					int sender = i;
					senders.add(Thread.ofVirtual().start(() -> {
						await(go);
						for (int j = 0; closing.offer(sender + ":" + j, 1_000_000, 0) != Offer.CLOSED; j++) {
							accepted.add(sender + ":" + j);
						}
					}));
				}
				go.countDown();
				Set<Object> seen = new HashSet<>();
				for (int i = 0; i < 20; i++) {
					Object payload = closing.take();
					if (payload != null) {
						seen.add(payload);
					}
				}
				closing.close(seen::add);
				for (Thread sender : senders) {
					sender.join();
				}
				assertThat(seen).isEqualTo(accepted);
			}
		}

		private static void await(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
