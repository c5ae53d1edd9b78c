package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * An actor that counts, and has an alarm at once for every tenth.
 */
class Counter {

	private static final int ALARM_EACH = 10;

	private final Durable<Count> count;

	private final Alarms<Counter> alarms;

	Counter(Durable<Count> count, Alarms<Counter> alarms) {
		this.count = count;
		this.alarms = alarms;
	}

	@Receive
	int add(Add add) {
		Count now = this.count.orElse(Count.NONE);
		Count next = now.add();
		if (next.total() % ALARM_EACH == 0) {
			this.alarms.set("at " + next.total(), Duration.ZERO, new Ring(next.total()));
			next = next.waitingFor(next.total());
		}
		return this.count.set(next).total();
	}

	@Receive
	Count look(Look look) {
		return this.count.orElse(Count.NONE);
	}

	@Receive
	void ring(Ring ring) {
		this.count.set(this.count.get().ring(ring.number()));
	}

	/**
	 * What was counted.
	 *
	 * @param total how many
	 * @param waiting numbers whose alarms have not had an effect
	 * @param rung how many alarms had one
	 * @param again how many of those had had one before
	 */
	record Count(int total, Set<Integer> waiting, int rung, int again) {

		static final Count NONE = new Count(0, Set.of(), 0, 0);

		Count {
			waiting = Set.copyOf(waiting);
		}

		Count add() {
			return new Count(this.total + 1, this.waiting, this.rung, this.again);
		}

		Count waitingFor(int number) {
			Set<Integer> more = new HashSet<>(this.waiting);
			more.add(number);
			return new Count(this.total, more, this.rung, this.again);
		}

		Count ring(int number) {
			Set<Integer> fewer = new HashSet<>(this.waiting);
			boolean first = fewer.remove(number);
			return new Count(this.total, fewer, this.rung + 1, this.again + (first ? 0 : 1));
		}

		boolean isEachAlarmThere() {
			return this.again == 0 && this.rung + this.waiting.size() == this.total / ALARM_EACH;
		}

	}

	/**
	 * Counts one more.
	 *
	 * @param id tells a repetition; may be {@code null}
	 */
	record Add(@IdempotencyKey @Nullable String id) implements Request<Counter, Integer> {

	}

	/** Asks what was counted. */
	record Look() implements Request<Counter, Count> {

	}

	/**
	 * The alarm.
	 *
	 * @param number which
	 */
	record Ring(int number) implements Message<Counter> {

	}

}
