package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.Message;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * The messages that one turn handles together: what a handler of batches has in hand.
 * Complete before others can see it.
 */
final class Batch {

	private final Handler handler;

	private final List<Item> items = new ArrayList<>();

	private Batch(Handler handler) {
		this.handler = handler;
	}

	/**
	 * Makes one of a message that was taken from the mailbox, and of those behind it.
	 * @param runner of this thread
	 * @param incarnation who is to handle it
	 * @param handler handles it
	 * @param first the message
	 * @param interceptor asked for each of the others, if there is one
	 */
	static Batch of(CellRunner runner, Incarnation<?> incarnation, Handler handler, Item first,
			@Nullable ActorInterceptor interceptor) {
		Batch batch = new Batch(handler);
		batch.items.add(first);
		while (batch.items.size() < handler.batch()) {
			Object payload = runner.takeIf((waiting) -> isWanted(runner, handler, waiting));
			if (payload == null || !batch.add(runner, incarnation.cell(), payload, interceptor)) {
				break;
			}
		}
		return batch;
	}

	/**
	 * Whether it can be handled together with those before it. What the actor has sent to
	 * itself is made when its own turn comes.
	 */
	private static boolean isWanted(CellRunner runner, Handler handler, Object payload) {
		return payload instanceof Ask<?> ask && ask.isOver() || !(payload instanceof SelfMessage)
				&& runner.slot(Turn.message(payload).getClass()).handler() == handler;
	}

	/**
	 * Adds what was taken, unless nobody wants it any more.
	 * @return {@code false} if nothing more is to be taken
	 */
	private boolean add(CellRunner runner, ActorCell<?> cell, Object payload, @Nullable ActorInterceptor interceptor) {
		Ask<?> ask = (payload instanceof Ask<?> asked) ? asked : null;
		if (interceptor != null && (ask == null || !ask.isOver())) {
			TurnDecision decision = Interception.beforeTurn(interceptor, cell, payload);
			if (decision instanceof TurnDecision.Later later) {
				cell.held(payload);
				later.until().whenComplete((value, failure) -> cell.signal(new LifecycleSignal(Kind.RESUME)));
				return false;
			}
			if (!Interception.admits(decision, cell, payload)) {
				return true;
			}
		}
		if (ask != null && !ask.begin()) {
			Interception.withdrawn(cell, ask);
			cell.withdrawalPassed();
			return true;
		}
		Object opened = (payload instanceof EventEntry entry) ? entry.open() : payload;
		Message<?> message = Turn.message(opened);
		this.items.add(new Item(message, ask, runner.slot(message.getClass())));
		return true;
	}

	/**
	 * What the handler gets.
	 * @return in the order in which they waited
	 */
	List<Message<?>> messages() {
		return this.items.stream().<Message<?>>map(Item::message).toList();
	}

	Handler handler() {
		return this.handler;
	}

	List<Item> items() {
		return this.items;
	}

	int size() {
		return this.items.size();
	}

	boolean contains(Ask<?> ask) {
		return this.items.stream().anyMatch((item) -> item.ask() == ask);
	}

	/**
	 * How it is called, for people.
	 */
	@Override
	public String toString() {
		return this.items.size() + " of " + this.handler.messageType().getSimpleName();
	}

	/**
	 * One of its messages.
	 *
	 * @param message the message
	 * @param ask whose request it is, or {@code null} if nobody waits for a reply
	 * @param slot what to do with those of its class
	 */
	record Item(Message<?> message, @Nullable Ask<?> ask, Slot slot) {

	}

}
