package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.Placement.Home;
import org.jspecify.annotations.Nullable;

/**
 * A ref to the actor of a key, whichever cell that has at the time.
 *
 * @param <A> the actor class
 */
final class KeyedRef<A> extends LocalRef<A> {

	private final KeyedFamily<A> family;

	private final String key;

	/** {@code null} if all keys live here. */
	private final @Nullable Placement placement;

	/** The cell it had last. */
	private volatile @Nullable ActorCell<A> cell;

	KeyedRef(KeyedFamily<A> family, String key) {
		this.family = family;
		this.key = key;
		this.placement = family.type().engine().placement();
	}

	@Override
	ActorType<A> type() {
		return this.family.type();
	}

	@Override
	public String path() {
		return Parent.join(this.family.path(), this.key);
	}

	@Override
	Offer offer(Object payload) {
		Home home = home();
		if (home == null) {
			return offerHere(payload);
		}
		if (!home.enter()) {
			Object context = (payload instanceof ContextMessage carrying) ? carrying.context() : null;
			return home.tell(Turn.message(payload), context) ? Offer.QUEUED : Offer.FULL;
		}
		try {
			return offerHere(payload);
		}
		finally {
			home.exit();
		}
	}

	private @Nullable Home home() {
		Placement known = this.placement;
		return (known != null) ? known.home(this.family.name(), this.key) : null;
	}

	private Offer offerHere(Object payload) {
		for (;;) {
			ActorCell<A> target = cell();
			if (target == null) {
				return Offer.CLOSED;
			}
			Offer offer = Admission.send(target, payload);
			if (offer != Offer.CLOSED) {
				return offer;
			}
			this.cell = null;
		}
	}

	@Override
	boolean deliver(Ask<?> ask) {
		Home home = home();
		if (home == null) {
			return deliverHere(ask);
		}
		if (!home.enter()) {
			type().engine().timer().add(ask);
			home.ask(ask);
			return true;
		}
		try {
			return deliverHere(ask);
		}
		finally {
			home.exit();
		}
	}

	private boolean deliverHere(Ask<?> ask) {
		for (;;) {
			ActorCell<A> target = cell();
			if (target == null) {
				return false;
			}
			if (Admission.ask(target, ask)) {
				return true;
			}
			this.cell = null;
		}
	}

	private @Nullable ActorCell<A> cell() {
		ActorCell<A> known = this.cell;
		if (known == null) {
			known = this.family.activate(this.key);
			this.cell = known;
		}
		return known;
	}

	@Override
	public void watch(Watcher watcher) {
		this.family.watch(this.key, watcher);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KeyedRef<?> that && this.family == that.family && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

}
