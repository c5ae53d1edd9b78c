package dev.actorspring.engine;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.MailboxCursor;
import dev.actorspring.engine.mailbox.SignalledMailbox;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Signals and messages together: each finds an owner, one at a time, whether the actor
 * runs, idles, rests or is closed.
 */
@Tag("lincheck")
public class SignalledMailboxOwnershipTests {

	private final Cell cell = new Cell();

	@Test
	void everySignalIsObeyedAndEveryAcceptedMessageTakenRefusedOrKept() {
		Effort.modelChecking(3, 2, 400).check(getClass());
	}

	@Test
	void ownerThatCameBackAfterAnotherGoesOnWhereThatHasEnded() throws NoSuchMethodException {
		Actor start = new Actor(getClass().getMethod("start"), List.of());
		Method send = getClass().getMethod("send", int.class);
		List<List<Actor>> atOnce = List.of(List.of(new Actor(send, List.of(1))),
				List.of(new Actor(send, List.of(2)), start));
		Effort.modelChecking(2, 2, 5_000)
			.iterations(0)
			.addCustomScenario(new ExecutionScenario(List.of(start), atOnce, List.of(), null))
			.check(getClass());
	}

	@Operation
	public void send(@Param(gen = ThreadIdGen.class) int sender) {
		if (this.cell.traffic.send(this.cell, sender) == Offer.WAKE) {
			this.cell.wake();
		}
	}

	@Operation
	public void start() {
		signal(Kind.START);
	}

	@Operation
	public void reopen() {
		signal(Kind.REOPEN);
	}

	@Operation
	public void stop() {
		signal(Kind.STOP);
	}

	@Operation
	public void terminate() {
		signal(Kind.TERMINATE);
	}

	@Operation
	public void passivate() {
		signal(Kind.PASSIVATE);
	}

	private void signal(Kind kind) {
		this.cell.sent.incrementAndGet();
		this.cell.signal(new LifecycleSignal(kind));
	}

	@Validate
	public void nothingIsLeftBehind() {
		this.cell.traffic.check(this.cell);
		if (this.cell.obeyed != this.cell.sent.get()) {
			throw new IllegalStateException("a signal was lost");
		}
		if (this.cell.running && this.cell.depth() > 0) {
			throw new IllegalStateException("a message was left behind");
		}
	}

	/**
	 * Lives like an {@link ActorCell}, on the thread that wakes it.
	 */
	private static final class Cell extends SignalledMailbox {

		final Traffic traffic = new Traffic();

		final AtomicInteger sent = new AtomicInteger();

		int obeyed;

		boolean running;

		@Override
		public void wake() {
			this.traffic.enter();
			MailboxCursor cursor = new MailboxCursor(this, Traffic.TWO);
			for (;;) {
				if (hasSignals()) {
					cursor.moveHead();
					for (LifecycleSignal signal = nextSignal(); signal != null; signal = nextSignal()) {
						this.obeyed++;
						obey(signal.kind);
					}
					cursor.follow();
				}
				Object payload = this.running ? cursor.take() : null;
				if (payload != null) {
					this.traffic.arrived(payload);
					continue;
				}
				this.traffic.leave();
				if (this.running ? idle() : rest()) {
					return;
				}
				this.traffic.enter();
				// There may have been another owner in between.
				cursor.follow();
			}
		}

		private void obey(Kind kind) {
			switch (kind) {
				case START -> this.running = !isClosed();
				case REOPEN -> {
					open();
					this.running = true;
				}
				case STOP -> this.running = false;
				case TERMINATE -> {
					close(this.traffic::arrived);
					this.running = false;
				}
				case PASSIVATE -> this.running = !isClosed() && !(depth() == 0 && closeIfEmpty());
				default -> throw new IllegalArgumentException(kind.name());
			}
		}

	}

}
