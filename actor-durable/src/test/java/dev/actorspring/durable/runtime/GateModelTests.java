package dev.actorspring.durable.runtime;

import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.protocol.HandlerRefusedException;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An actor, two writers and a lease that may be lost at any time: the gate opens for what
 * is in the store and for nothing else, nothing that is shown disappears again, and what
 * is to be written is never forgotten. The states are the numbers of the turns that have
 * set them, so that each shows all that it was built on.
 */
@Tag("lincheck")
public class GateModelTests {

	private static final int FACTOR = Integer.getInteger("lincheck.effort", 1);

	private static final StateType<History> TYPE = StateType.of(History.class, "history", 1);

	private static final StateKey KEY = new StateKey("history", "a");

	private static final WriteMarks MARKS = new WriteMarks();

	private static final StateConflictException LOST = new StateConflictException("history/a", "lost", null);

	private final Store store = new Store();

	private final Queued queued = new Queued();

	private final StateSlot<History> slot = new StateSlot<>(KEY, Tenures.NOWHERE, TYPE, this.queued, (key) -> {
	});

	private final StateWrite[] underWay = new StateWrite[2];

	private final Queue<Shown> shown = new ConcurrentLinkedQueue<>();

	private int turns;

	public GateModelTests() {
		this.slot.load(null, new History(""), Map.of());
	}

	@Test
	void whatIsShownIsInTheStore() {
		new ModelCheckingOptions().iterations(5 * FACTOR)
			.invocationsPerIteration(80 * FACTOR)
			.threads(3)
			.actorsBefore(2)
			.actorsPerThread(3)
			.actorsAfter(3)
			.check(getClass());
	}

	@Operation(nonParallelGroup = "actor")
	public void set() {
		History seen = look();
		if (seen == null) {
			return;
		}
		Segment<History> segment = new Segment<>(this.slot.changes(), false);
		History next = new History(seen.turns() + "," + ++this.turns + ";");
		segment.set(next, next.turns());
		// What the handler sends leaves with this, its reply with the gate of the slot.
		this.shown.add(new Shown(next, segment.gate()));
		this.slot.end(segment);
		show(next);
	}

	@Operation(nonParallelGroup = "actor")
	public void read() {
		History seen = look();
		if (seen != null) {
			show(seen);
		}
	}

	private @Nullable History look() {
		try {
			return this.slot.value();
		}
		catch (HandlerRefusedException ex) {
			StoredState row = this.store.row;
			this.slot.load(row, new History((row != null) ? String.valueOf(row.value().state()) : ""), Map.of());
			return null;
		}
	}

	private void show(History seen) {
		CompletableFuture<Void> gate = this.slot.gate();
		this.shown.add(new Shown(seen, (gate != null) ? gate : CompletableFuture.completedFuture(null)));
	}

	@Operation(nonParallelGroup = "first writer")
	public void takeFirst() {
		take(0);
	}

	@Operation(nonParallelGroup = "first writer")
	public void writeFirst() {
		write(0);
	}

	@Operation(nonParallelGroup = "second writer")
	public void takeSecond() {
		take(1);
	}

	@Operation(nonParallelGroup = "second writer")
	public void writeSecond() {
		write(1);
	}

	private void take(int writer) {
		if (this.underWay[writer] == null && this.queued.take()) {
			this.underWay[writer] = this.slot.next(MARKS, 0);
		}
	}

	private void write(int writer) {
		StateWrite write = this.underWay[writer];
		if (write != null) {
			this.underWay[writer] = null;
			if (this.store.write(write)) {
				this.slot.written(write);
			}
			else {
				this.slot.lose(write, LOST, LOST);
			}
		}
	}

	@Operation(nonParallelGroup = "lease")
	public void loseAll() {
		this.slot.loseAll(LOST, LOST);
	}

	/**
	 * Whoever was shown something looks for it.
	 */
	@Operation(nonParallelGroup = "lease")
	public void check() {
		for (Shown each : this.shown) {
			if (each.isSeen() && !this.store.state().startsWith(each.state().turns())) {
				throw new IllegalStateException(each.state() + " is seen and not stored");
			}
		}
	}

	@Validate
	public void nothingIsForgotten() {
		check();
		if (this.slot.backlog() > 0 && this.queued.isEmpty() && this.underWay[0] == null && this.underWay[1] == null) {
			throw new IllegalStateException("nobody will write it");
		}
	}

	/**
	 * What is set.
	 *
	 * @param turns that have set it
	 */
	record History(String turns) {

	}

	/**
	 * Something that somebody sees when a gate is open.
	 */
	private record Shown(History state, CompletableFuture<Void> gate) {

		boolean isSeen() {
			return this.gate.isDone() && !this.gate.isCompletedExceptionally();
		}

	}

	private static final class Queued implements StateSlot.Writer {

		private final AtomicInteger times = new AtomicInteger();

		@Override
		public void add(StateSlot<?> slot) {
			this.times.incrementAndGet();
		}

		@Override
		public void perform(StateSlot<?> slot) {
			throw new IllegalStateException("nothing was to be done after a write");
		}

		boolean isEmpty() {
			return this.times.get() == 0;
		}

		boolean take() {
			return this.times.getAndUpdate((number) -> Math.max(0, number - 1)) > 0;
		}

	}

	private static final class Store {

		private volatile @Nullable StoredState row;

		synchronized boolean write(StateWrite write) {
			StateWrite.Mark now = (this.row != null) ? new StateWrite.Mark(this.row.version(), this.row.writeId())
					: null;
			if (write.next().equals(now)) {
				return true;
			}
			if ((now != null) ? !now.equals(write.seen()) : write.seen() != null) {
				return false;
			}
			this.row = new StoredState(KEY, write.next().version(), write.next().writeId(), write.value(),
					Instant.EPOCH);
			return true;
		}

		String state() {
			StoredState stored = this.row;
			return (stored != null) ? String.valueOf(stored.value().state()) : "";
		}

	}

}
