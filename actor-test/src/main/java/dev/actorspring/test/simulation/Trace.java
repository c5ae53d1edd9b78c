package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in a simulation, and who has sent what. For who has the baton.
 */
final class Trace implements ContextCarrier, TurnObserver, MessageProbe, ActorEvent.Listener {

	private static final Scope NOTHING = () -> {
	};

	private final Simulation simulation;

	private final List<Occurrence> occurrences = new ArrayList<>();

	/** Where the message comes from that is about to be handled. */
	private @Nullable Sent incoming;

	Trace(Simulation simulation) {
		this.simulation = simulation;
	}

	List<Occurrence> occurrences() {
		return this.occurrences;
	}

	private void add(Occurrence occurrence) {
		if (!this.simulation.isOver()) {
			this.occurrences.add(occurrence);
		}
	}

	/**
	 * Who has sent something.
	 * @param context what was captured then
	 */
	String sender(@Nullable Object context) {
		return (context instanceof Sent sent) ? sent.by().owner() : "somebody";
	}

	void unanswered(OpenRequest request) {
		note(sender(request.context()), "no reply to " + Texts.of(request.request()));
	}

	void note(String who, String text) {
		add(new Occurrence.Note(this.simulation.steps(), this.simulation.nanos(), who, text));
	}

	@Override
	public @Nullable Object capture() {
		this.simulation.preempt();
		Task by = this.simulation.task();
		return (by != null && Worker.current() != null) ? new Sent(by, this.simulation.steps()) : null;
	}

	@Override
	public Scope restore(@Nullable Object captured) {
		this.incoming = (Sent) captured;
		return NOTHING;
	}

	@Override
	public boolean isClear() {
		return true;
	}

	@Override
	public Observed begin(String path, Message<?> message) {
		Sent sent = this.incoming;
		this.incoming = null;
		String from = (sent != null) ? sent.by().owner() : null;
		boolean asked = message instanceof Request;
		touch(path, sent, asked);
		add(new Occurrence.Begins(this.simulation.steps(), this.simulation.nanos(), from,
				(sent != null) ? sent.step() : -1, path, message));
		return (outcome, thrown) -> ended(path, from, asked, outcome, thrown);
	}

	private void touch(String path, @Nullable Sent sent, boolean asked) {
		Task by = this.simulation.task();
		if (by == null) {
			return;
		}
		by.touches(path);
		if (sent == null) {
			by.touches(Task.ENGINE);
			return;
		}
		sent.by().touches(path);
		if (asked) {
			by.touches(sent.by().owner());
		}
	}

	/**
	 * Something has happened to a message before anybody has handled it, or to more than
	 * one actor.
	 */
	private void touchAll() {
		Task by = this.simulation.task();
		if (by != null) {
			by.touches(Task.ENGINE);
		}
	}

	/**
	 * A request that nobody answers may never have been in a mailbox.
	 */
	@Override
	public void asked(AskOutcome outcome, long nanos) {
		if (outcome != AskOutcome.REPLY && outcome != AskOutcome.DECLINED) {
			touchAll();
		}
	}

	@Override
	public void handled(TurnOutcome outcome, long nanos) {
		// Observed, with what it was.
	}

	private void ended(String path, @Nullable String from, boolean asked, TurnOutcome outcome,
			@Nullable Throwable thrown) {
		boolean crashed = outcome == TurnOutcome.CRASHED;
		add(new Occurrence.Ends(this.simulation.steps(), this.simulation.nanos(), path, from, asked, thrown, crashed));
		if (crashed) {
			this.simulation
				.found(new Finding(FindingKind.CRASH, path + " has crashed with " + Texts.of(thrown), thrown));
		}
	}

	@Override
	public void onEvent(ActorEvent event) {
		touchAll();
		switch (event) {
			case ActorEvent.Restarted restarted -> note(restarted.path(), "restarted");
			case ActorEvent.BackedOff backedOff -> failed(backedOff.path(),
					"in backoff for " + Texts.time(backedOff.delay().toNanos()), backedOff.cause());
			case ActorEvent.Escalated escalated -> failed(escalated.path(), "gives up", escalated.cause());
			case ActorEvent.Abandoned abandoned -> note(abandoned.path(), "abandoned");
			case ActorEvent.Ended ended -> note(ended.path(), "has ended: " + ended.reason());
			case ActorEvent.Stuck stuck -> note(stuck.path(), "stuck with " + stuck.message());
			case ActorEvent.DeadLetter letter ->
				note(letter.path(), "does not get " + Texts.of(letter.message()) + ": " + letter.reason());
		}
	}

	private void failed(String path, String text, Throwable cause) {
		note(path, text);
		this.simulation.found(new Finding(FindingKind.CRASH, path + " is " + text + ": " + Texts.of(cause), cause));
	}

	@Override
	public boolean isImmediate() {
		return true;
	}

	/**
	 * Where a message comes from.
	 *
	 * @param by the step that has sent it
	 * @param step which that was
	 */
	private record Sent(Task by, int step) {

	}

}
