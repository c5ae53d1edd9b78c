package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.actorspring.Message;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * The messages that one turn handles together: what a handler of batches has in hand.
 */
final class Batch {

	private final Handler handler;

	private final List<Item> items;

	private Batch(Handler handler, List<Item> items) {
		this.handler = handler;
		this.items = items;
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
		ActorCell<?> cell = incarnation.cell();
		Selection selection = new Selection(runner, cell, handler, interceptor);
		List<Item> items = new ArrayList<>();
		items.add(first);
		// Who decides must not do so while senders wait that let the oldest give way.
		int limit = (interceptor != null && cell.dropsOldest()) ? 1 : handler.batch();
		while (items.size() < limit) {
			Object payload = runner.takeIf(selection);
			if (payload == null) {
				break;
			}
			Item next = selection.open(payload);
			if (next != null) {
				items.add(next);
			}
		}
		return new Batch(handler, List.copyOf(items));
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
	 * Decides what is handled together with those before it.
	 */
	private static final class Selection implements Predicate<Object> {

		private final CellRunner runner;

		private final ActorCell<?> cell;

		private final Handler handler;

		private final @Nullable ActorInterceptor interceptor;

		/** On the message that was looked at last. */
		private TurnDecision decision = TurnDecision.HANDLED;

		Selection(CellRunner runner, ActorCell<?> cell, Handler handler, @Nullable ActorInterceptor interceptor) {
			this.runner = runner;
			this.cell = cell;
			this.handler = handler;
			this.interceptor = interceptor;
		}

		/**
		 * Whether the next message is to be taken. What the actor has sent to itself is
		 * made when its own turn comes, and what has to wait stays where it is.
		 */
		@Override
		public boolean test(Object payload) {
			this.decision = TurnDecision.HANDLED;
			if (payload instanceof Ask<?> ask && ask.isOver()) {
				return true;
			}
			if (payload instanceof SelfMessage
					|| this.runner.slot(Turn.message(payload).getClass()).handler() != this.handler) {
				return false;
			}
			if (this.interceptor != null) {
				this.decision = Interception.beforeTurn(this.interceptor, this.cell, payload);
			}
			return !(this.decision instanceof TurnDecision.Later);
		}

		/**
		 * Looks into what was taken.
		 * @return {@code null} if it is not to be handled any more
		 */
		@Nullable Item open(Object payload) {
			if (!Interception.admits(this.decision, this.cell, payload)) {
				return null;
			}
			Ask<?> ask = (payload instanceof Ask<?> asked) ? asked : null;
			if (ask != null && !ask.begin()) {
				Interception.withdrawn(this.cell, ask);
				this.cell.withdrawalPassed();
				return null;
			}
			Message<?> message = Turn.message((payload instanceof EventEntry entry) ? entry.open() : payload);
			return new Item(message, ask, this.runner.slot(message.getClass()));
		}

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
