package dev.actorspring.cluster.routing;

import java.util.Map;

import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.spi.Hosting;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the home of its actor.
 */
abstract class Outgoing {

	private final Carrier carrier;

	private final String family;

	private final String key;

	private final boolean inTurn;

	private final Map<String, String> context;

	private @Nullable Encoded encoded;

	/**
	 * Whether its route waits to hear whether it was accepted. Under the route's lock.
	 */
	private boolean open;

	Outgoing(Carrier carrier, String family, String key, boolean inTurn, Map<String, String> context) {
		this.carrier = carrier;
		this.family = family;
		this.key = key;
		this.inTurn = inTurn;
		this.context = context;
	}

	final Carrier carrier() {
		return this.carrier;
	}

	final String family() {
		return this.family;
	}

	final String key() {
		return this.key;
	}

	final String path() {
		return this.family.equals(Hosting.NODE) ? this.key : this.family + "/" + this.key;
	}

	/**
	 * Whether an actor has sent it in a turn that is not over yet.
	 */
	final boolean inTurn() {
		return this.inTurn;
	}

	/**
	 * What goes along to another node of its sender's context.
	 */
	final Map<String, String> context() {
		return this.context;
	}

	final boolean isOpen() {
		return this.open;
	}

	final void open(boolean isOpen) {
		this.open = isOpen;
	}

	/**
	 * Its bytes. Made once, by whoever sends it.
	 */
	final Encoded encoded(WireFormat wire) {
		Encoded known = this.encoded;
		if (known == null) {
			known = wire.encode(this.family, message());
			this.encoded = known;
		}
		return known;
	}

	abstract Message<?> message();

	/**
	 * How long somebody waits for what comes of it.
	 * @return nanoseconds; less than zero if nobody does
	 */
	abstract long left();

	/**
	 * Whether nobody wants it sent any more.
	 */
	abstract boolean isOver();

	/**
	 * Its actor lives here.
	 * @return whether it was accepted
	 */
	abstract Delivery deliver(Hosting hosting);

	/**
	 * It is on its way.
	 * @param link by which
	 * @param number under which
	 */
	abstract void sent(Link link, long number);

	/**
	 * It was not sent, and its sender is told so.
	 * @param why a clause without a full stop
	 */
	abstract void notSent(String why);

	/**
	 * Its actor has not accepted it.
	 * @param delivery why
	 */
	abstract void refused(Delivery delivery);

	/**
	 * It cannot be sent as it is, and will not be handled.
	 * @param why why not
	 */
	abstract void unfit(UnfitMessageException why);

	/**
	 * It will certainly not be handled.
	 * @param why a clause without a full stop
	 */
	abstract void refused(String why);

	/**
	 * Nobody will hear what has become of it.
	 * @param why a clause without a full stop
	 */
	abstract void lost(String why);

}
