package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.engine.mailbox.MailboxCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is seen of a mailbox while its owner has taken messages and not moved the head.
 */
class MailboxCursorTests {

	private static final int CAPACITY = 64;

	/** With that capacity, the head is moved after every fourth message. */
	private static final byte FOUR = 4;

	private final Mailbox mailbox = new Mailbox() {
	};

	private final MailboxCursor cursor = new MailboxCursor(this.mailbox, FOUR);

	/**
	 * Sends numbers, each at the time that it says.
	 */
	private void offer(int from, int to) {
		for (int i = from; i < to; i++) {
			assertThat(this.mailbox.offer(i, CAPACITY, i)).isEqualTo(Offer.QUEUED);
		}
	}

	private void take(int from, int to) {
		for (int i = from; i < to; i++) {
			assertThat(this.cursor.take()).isEqualTo(i);
		}
	}

	private static List<Object> takeAll(MailboxCursor cursor) {
		List<Object> taken = new ArrayList<>();
		for (Object payload = cursor.take(); payload != null; payload = cursor.take()) {
			taken.add(payload);
		}
		return taken;
	}

	private void assertTakenAndWaiting(int taken, int waiting) {
		assertThat(this.mailbox.taken()).isEqualTo(taken);
		assertThat(this.mailbox.depth()).isEqualTo(waiting);
		assertThat(this.mailbox.takenAtLeast()).isLessThanOrEqualTo(taken);
		assertThat(this.mailbox.depthAtMost()).isGreaterThanOrEqualTo(waiting);
	}

	@Test
	void messagesThatAreOnlyMarkedDoNotWait() {
		offer(0, 3);
		int mark = this.mailbox.mark();
		offer(3, 6);
		take(0, 2);
		assertThat(this.mailbox.takenAtLeast()).isZero();
		assertTakenAndWaiting(2, 4);
		assertThat(this.mailbox.oldestSentAt()).isEqualTo(2);
		assertThat(this.mailbox.hasPassed(mark)).isFalse();
		take(2, 3);
		assertThat(this.mailbox.takenAtLeast()).isZero();
		assertTakenAndWaiting(3, 3);
		assertThat(this.mailbox.oldestSentAt()).isEqualTo(3);
		assertThat(this.mailbox.hasPassed(mark)).isTrue();
	}

	@Test
	void nothingWaitsOnceAllAreMarked() {
		offer(0, 3);
		take(0, 3);
		assertThat(this.mailbox.takenAtLeast()).isZero();
		assertTakenAndWaiting(3, 0);
		assertThat(this.mailbox.oldestSentAt()).isNull();
		assertThat(this.mailbox.hasPassed(this.mailbox.mark())).isTrue();
	}

	@Test
	void thereIsRoomForAsManyAsAreMarked() {
		int capacity = 8;
		offer(0, capacity);
		assertThat(this.mailbox.offer("more", capacity, 0)).isEqualTo(Offer.FULL);
		take(0, 3);
		for (int i = 0; i < 3; i++) {
			assertThat(this.mailbox.offer("more", capacity, 0)).isEqualTo(Offer.QUEUED);
		}
		assertThat(this.mailbox.offer("more", capacity, 0)).isEqualTo(Offer.FULL);
		assertThat(this.mailbox.takenAtLeast()).isZero();
		assertTakenAndWaiting(3, capacity);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "31, 1", "32, 2", "1000, 62", "1024, 64", "1000000, 64", "2147483647, 64" })
	void headIsMovedTheLessOftenTheMoreMayWait(int capacity, int many) {
		MailboxCursor moving = new MailboxCursor(this.mailbox, MailboxCursor.howMany(capacity, false));
		for (int i = 0; i <= many; i++) {
			this.mailbox.offer(i, Integer.MAX_VALUE, 0);
		}
		for (int i = 1; i < many; i++) {
			moving.take();
			assertThat(this.mailbox.takenAtLeast()).isZero();
		}
		moving.take();
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(many);
		assertTakenAndWaiting(many, 1);
	}

	@Test
	void headHasBeenMovedWhenNothingIsLeft() {
		offer(0, 3);
		assertThat(takeAll(this.cursor)).containsExactly(0, 1, 2);
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(3);
		assertThat(this.mailbox.release()).isTrue();
		assertThat(this.mailbox.isIdle()).isTrue();
		assertThat(this.mailbox.offer(3, CAPACITY, 0)).isEqualTo(Offer.WAKE);
		assertThat(takeAll(new MailboxCursor(this.mailbox, FOUR))).containsExactly(3);
		assertTakenAndWaiting(4, 0);
	}

	@Test
	void whoeverFollowsAnOwnerThatWasCutOffSeesEachMessageOnce() {
		offer(0, 10);
		take(0, 6);
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(4);
		MailboxCursor second = new MailboxCursor(this.mailbox, FOUR);
		assertThat(second.take()).isEqualTo(6);
		assertTakenAndWaiting(7, 3);
		MailboxCursor third = new MailboxCursor(this.mailbox, FOUR);
		assertTakenAndWaiting(7, 3);
		assertThat(takeAll(third)).containsExactly(7, 8, 9);
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(10);
		assertTakenAndWaiting(10, 0);
		assertThat(this.mailbox.release()).isTrue();
	}

	@Test
	void messageIsTakenOnceAlsoWithoutACursor() {
		offer(0, 5);
		take(0, 3);
		assertThat(this.mailbox.take()).isEqualTo(3);
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(4);
		assertTakenAndWaiting(4, 1);
	}

	@Test
	void messagesTakenOutOfOrderCountOnce() {
		offer(0, 8);
		take(0, 2);
		this.cursor.moveHead();
		Position position = new Position();
		Predicate<Object> odd = (payload) -> (int) payload % 2 == 1;
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(3);
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(5);
		assertThat(this.mailbox.takeNext(position, odd)).isEqualTo(7);
		assertThat(this.mailbox.takeNext(position, odd)).isNull();
		assertTakenAndWaiting(5, 3);
		take(2, 3);
		assertTakenAndWaiting(6, 2);
		assertThat(this.mailbox.oldestSentAt()).isEqualTo(4);
		assertThat(this.cursor.take()).isEqualTo(4);
		assertTakenAndWaiting(7, 1);
		offer(8, 9);
		assertThat(takeAll(this.cursor)).containsExactly(6, 8);
		assertThat(this.mailbox.takenAtLeast()).isEqualTo(9);
		assertTakenAndWaiting(9, 0);
	}

	@Test
	void marksOfAnOwnerThatWasCutOffAreLeftToTheHead() {
		offer(0, 6);
		take(0, 2);
		MailboxCursor second = new MailboxCursor(this.mailbox, FOUR);
		assertThat(this.mailbox.takeNext(new Position(), (payload) -> payload.equals(3))).isEqualTo(3);
		assertTakenAndWaiting(3, 3);
		assertThat(takeAll(second)).containsExactly(2, 4, 5);
		assertTakenAndWaiting(6, 0);
	}

	@Test
	void closingRefusesOnlyWhatIsNotMarked() {
		offer(0, 5);
		take(0, 2);
		List<Object> refused = new ArrayList<>();
		assertThat(this.mailbox.close(refused::add)).isEqualTo(3);
		assertThat(refused).containsExactly(2, 3, 4);
		assertThat(this.mailbox.depth()).isZero();
		assertThat(this.mailbox.taken()).isEqualTo(5);
		this.mailbox.open();
		this.cursor.follow();
		assertTakenAndWaiting(5, 0);
		offer(5, 7);
		assertTakenAndWaiting(5, 2);
		take(5, 7);
		assertTakenAndWaiting(7, 0);
	}

	@Test
	void mailboxOfWhichAllIsMarkedIsEmptyEnoughToClose() {
		offer(0, 3);
		take(0, 3);
		assertThat(this.mailbox.closeIfEmpty()).isTrue();
		assertThat(this.mailbox.taken()).isEqualTo(3);
		this.mailbox.open();
		this.cursor.follow();
		offer(3, 4);
		assertTakenAndWaiting(3, 1);
		take(3, 4);
		assertTakenAndWaiting(4, 0);
	}

	@Test
	void mailboxOfWhichNotAllIsMarkedStaysOpen() {
		offer(0, 3);
		take(0, 2);
		assertThat(this.mailbox.closeIfEmpty()).isFalse();
		this.cursor.follow();
		assertTakenAndWaiting(2, 1);
		assertThat(takeAll(this.cursor)).containsExactly(2);
		assertTakenAndWaiting(3, 0);
	}

	@Test
	void nothingIsOnlyMarkedWhereSendersTakeToo() {
		Mailbox dropping = new Mailbox() {

			@Override
			public boolean dropsOldest() {
				return true;
			}

		};
		MailboxCursor taking = new MailboxCursor(dropping, MailboxCursor.howMany(CAPACITY, true));
		for (int i = 0; i < 4; i++) {
			dropping.offer(i, CAPACITY, i);
		}
		assertThat(taking.take()).isEqualTo(0);
		assertThat(dropping.takenAtLeast()).isOne();
		assertThat(dropping.dropOldest((payload) -> true)).isEqualTo(1);
		taking.moveHead();
		assertThat(takeAll(taking)).containsExactly(2, 3);
		assertThat(dropping.taken()).isEqualTo(4);
		assertThat(dropping.depth()).isZero();
	}

	/**
	 * The owner does what the run loop does, in any order, and is now and then cut off.
	 */
	@Test
	void whateverTheOwnerDoesTheMailboxTellsTheSameAsItsModel() {
		for (int seed = 0; seed < 300; seed++) {
			new ChildSequence(seed).run();
		}
	}

	private static final class ChildSequence {

		private static final int BOUND = 8;

		private final String seed;

		private final Random random;

		private final Mailbox mailbox = new Mailbox() {
		};

		private final List<Integer> waiting = new ArrayList<>();

		private MailboxCursor cursor;

		private int sent;

		private int taken;

		ChildSequence(int seed) {
			this.seed = "seed " + seed;
			this.random = new Random(seed);
			this.cursor = new MailboxCursor(this.mailbox, FOUR);
		}

		void run() {
			for (int i = 0; i < 500; i++) {
				step();
				check();
			}
		}

		private void step() {
			switch (this.random.nextInt(20)) {
				case 0 -> this.cursor.moveHead();
				case 1 -> this.cursor = new MailboxCursor(this.mailbox, FOUR);
				case 2 -> reopen();
				case 3, 4 -> takeOutOfOrder();
				case 5, 6, 7, 8, 9, 10 -> {
					Integer expected = this.waiting.isEmpty() ? null : this.waiting.removeFirst();
					assertThat(this.cursor.take()).as(this.seed).isEqualTo(expected);
					this.taken += (expected != null) ? 1 : 0;
				}
				default -> {
					boolean room = this.waiting.size() < BOUND;
					assertThat(this.mailbox.offer(this.sent, BOUND, this.sent)).as(this.seed)
						.isEqualTo(room ? Offer.QUEUED : Offer.FULL);
					if (room) {
						this.waiting.add(this.sent++);
					}
				}
			}
		}

		private void takeOutOfOrder() {
			this.cursor.moveHead();
			int divisor = 2 + this.random.nextInt(2);
			Predicate<Object> wanted = (payload) -> (int) payload % divisor == 0;
			Integer expected = this.waiting.stream().filter(wanted).findFirst().orElse(null);
			assertThat(this.mailbox.takeNext(new Position(), wanted)).as(this.seed).isEqualTo(expected);
			if (expected != null) {
				this.waiting.remove(expected);
				this.taken++;
			}
		}

		private void reopen() {
			this.cursor.moveHead();
			if (this.random.nextBoolean()) {
				assertThat(this.mailbox.closeIfEmpty()).as(this.seed).isEqualTo(this.waiting.isEmpty());
			}
			else {
				List<Object> refused = new ArrayList<>();
				this.mailbox.close(refused::add);
				assertThat(refused).as(this.seed).isEqualTo(this.waiting);
				this.taken += this.waiting.size();
				this.waiting.clear();
			}
			this.mailbox.open();
			this.cursor.follow();
		}

		private void check() {
			assertThat(this.mailbox.depth()).as(this.seed).isEqualTo(this.waiting.size());
			assertThat(this.mailbox.taken()).as(this.seed).isEqualTo(this.taken);
			assertThat(this.mailbox.oldestSentAt()).as(this.seed)
				.isEqualTo(this.waiting.isEmpty() ? null : Long.valueOf(this.waiting.getFirst()));
			assertThat(this.mailbox.takenAtLeast()).as(this.seed).isLessThanOrEqualTo(this.taken);
		}

	}

}
