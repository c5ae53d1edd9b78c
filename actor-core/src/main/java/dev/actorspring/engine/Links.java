package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * With whom an incarnation is linked. Any thread.
 */
final class Links implements Consumer<ExitReason> {

	private final Incarnation<?> owner;

	private final Map<ActorRef<?>, Link> links = new LinkedHashMap<>();

	Links(Incarnation<?> owner) {
		this.owner = owner;
	}

	/**
	 * Links the owner with another, unless it is already. By its own thread.
	 * @param other whom
	 * @throws IllegalStateException if that lives on another node
	 */
	void link(LocalRef<?> other) {
		ActorCell<?> cell = other.present();
		if (cell == this.owner.cell()) {
			return;
		}
		Link link = new Link(this.owner, other);
		if (add(other, link)) {
			link.establish(cell);
		}
	}

	/**
	 * Undoes that. By the thread of the owner.
	 * @param other whom
	 */
	void unlink(ActorRef<?> other) {
		@Nullable Link link;
		synchronized (this) {
			link = this.links.remove(other);
		}
		if (link != null) {
			link.cut();
		}
	}

	/**
	 * Adds a link.
	 * @param other with whom
	 * @param link the link
	 * @return {@code false} if there is another one already
	 */
	synchronized boolean add(ActorRef<?> other, Link link) {
		Link known = this.links.get(other);
		boolean free = known == null || known.isOver();
		if (free) {
			this.links.put(other, link);
		}
		return free;
	}

	synchronized void remove(ActorRef<?> other, Link link) {
		this.links.remove(other, link);
	}

	/**
	 * The owner has ended.
	 */
	@Override
	public void accept(ExitReason reason) {
		List<Link> all;
		synchronized (this) {
			all = new ArrayList<>(this.links.values());
			this.links.clear();
		}
		all.forEach((link) -> link.ended(this.owner, reason));
	}

}
