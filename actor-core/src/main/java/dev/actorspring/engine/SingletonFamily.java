package dev.actorspring.engine;

import dev.actorspring.ActorRef;
import dev.actorspring.RestartType;
import dev.actorspring.spi.Placement.Home;
import dev.actorspring.spi.Placement.Partitions;

/**
 * A single actor that is placed as the only key of a family, its own name: it lives
 * wherever that key does. There it is started without a message, and kept.
 *
 * @param <A> the actor class
 */
final class SingletonFamily<A> extends KeyedFamily<A> {

	private final Partitions partitions;

	private final int partition;

	SingletonFamily(ActorType<A> type, Parent parent, Partitions partitions) {
		super(type, parent, partitions);
		this.partitions = partitions;
		this.partition = partitions.partition(name());
	}

	ActorRef<A> ref() {
		return get(name());
	}

	/**
	 * A partition lives here from now on.
	 * @param number which
	 */
	void opened(int number) {
		if (number == this.partition) {
			activate(name());
		}
	}

	@Override
	public void start() {
		super.start();
		Home home = this.partitions.home(this.partition);
		if (home.enter()) {
			try {
				activate(name());
			}
			finally {
				home.exit();
			}
		}
	}

	@Override
	public RestartType restart() {
		return type().spec().restart();
	}

	@Override
	boolean keepsIdle() {
		return true;
	}

	@Override
	void attempt(ActorCell<?> cell, Recovery recovery) {
		cell.activate();
	}

}
