package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.spi.Placement.Home;
import dev.actorspring.spi.Placement.Partitions;
import org.jspecify.annotations.Nullable;

/**
 * A ref to the actor of a key, whichever cell that has at the time.
 *
 * @param <A> the actor class
 */
final class KeyedRef<A> implements LocalRef<A> {

	private final KeyedFamily<A> family;

	private final String key;

	/** Where its actor lives, or {@code null} for here. */
	private final @Nullable Home home;

	/** The cell it had last. */
	private volatile @Nullable ActorCell<A> cell;

	/**
	 * Creates a ref.
	 * @param partitions where the actors of the family live, or {@code null} for here
	 */
	KeyedRef(KeyedFamily<A> family, String key, @Nullable Partitions partitions) {
		this.family = family;
		this.key = key;
		this.home = (partitions != null) ? partitions.home(partitions.partition(key)) : null;
	}

	@Override
	public ActorType<A> type() {
		return this.family.type();
	}

	@Override
	public String path() {
		return Parent.join(this.family.path(), this.key);
	}

	@Override
	public Offer offer(Object payload) {
		Home home = this.home;
		if (home == null) {
			return offerHere(payload);
		}
		ActorCell<A> present = present(home);
		if (present != null) {
			Offer offer = Admission.send(present, payload);
			if (offer != Offer.CLOSED) {
				return offer;
			}
			this.cell = null;
		}
		if (!home.enter()) {
			Object context = (payload instanceof ContextMessage carrying) ? carrying.context() : null;
			return switch (home.tell(this.key, Turn.message(payload), context)) {
				case ACCEPTED -> Offer.QUEUED;
				case MAILBOX_FULL -> Offer.FULL;
				case TERMINATED -> Offer.CLOSED;
			};
		}
		try {
			return offerHere(payload);
		}
		finally {
			home.exit();
		}
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
	public boolean deliver(Ask<?> ask) {
		Home home = this.home;
		if (home == null) {
			return deliverHere(ask);
		}
		ActorCell<A> present = present(home);
		if (present != null) {
			if (Admission.ask(present, ask)) {
				return true;
			}
			// It may go elsewhere now.
			ask.target(null);
			this.cell = null;
		}
		if (!home.enter()) {
			ask.elsewhere();
			type().engine().timer().add(ask);
			home.ask(this.key, ask);
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

	/**
	 * The cell to which messages may go without entering its home: as long as it is not
	 * closed its partition is here, and nothing has to be activated.
	 */
	private @Nullable ActorCell<A> present(Home home) {
		if (!home.isOpen()) {
			return null;
		}
		ActorCell<A> known = this.cell;
		if (known == null) {
			known = this.family.present(this.key);
			this.cell = known;
		}
		return known;
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
	public void unwatch(Watcher watcher) {
		this.family.unwatch(this.key, watcher);
	}

	@Override
	public @Nullable ActorCell<A> present() {
		Home home = this.home;
		if (home == null) {
			return this.family.present(this.key);
		}
		if (!home.enter()) {
			throw new IllegalStateException(path() + " lives on another node, or is on its way to one");
		}
		try {
			return this.family.present(this.key);
		}
		finally {
			home.exit();
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KeyedRef<?> that && this.family == that.family && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

	@Override
	public String toString() {
		return LocalRef.text(this);
	}

}
