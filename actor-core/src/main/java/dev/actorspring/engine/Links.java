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

	/** Two with the same actor if both have asked at the same moment. */
	private final Map<ActorRef<?>, List<Link>> links = new LinkedHashMap<>();

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
		if (addFirst(other, link)) {
			link.establish(cell);
		}
	}

	private synchronized boolean addFirst(ActorRef<?> other, Link link) {
		boolean linked = !this.links.getOrDefault(other, List.of()).stream().allMatch(Link::isOver);
		if (!linked) {
			add(other, link);
		}
		return !linked;
	}

	/**
	 * Undoes that. By the thread of the owner.
	 * @param other whom
	 */
	void unlink(ActorRef<?> other) {
		List<Link> all;
		synchronized (this) {
			all = this.links.remove(other);
		}
		if (all != null) {
			all.forEach(Link::cut);
		}
	}

	/**
	 * Adds a link, and forgets those with the same actor that are over.
	 * @param other with whom
	 * @param link the link
	 */
	synchronized void add(ActorRef<?> other, Link link) {
		List<Link> known = this.links.computeIfAbsent(other, (ref) -> new ArrayList<>(1));
		known.removeIf(Link::isOver);
		known.add(link);
	}

	/**
	 * The end of another is told by one link, and by no second one with the same
	 * incarnation.
	 * @param other the other
	 * @param gone its incarnation
	 * @param link tells it
	 * @param keep whether that link can still be undone
	 */
	synchronized void tells(ActorRef<?> other, Incarnation<?> gone, Link link, boolean keep) {
		List<Link> known = this.links.getOrDefault(other, new ArrayList<>());
		known.removeIf((each) -> (each == link) ? !keep : each.cutIfWith(gone));
		if (known.isEmpty()) {
			this.links.remove(other);
		}
	}

	synchronized void remove(ActorRef<?> other, Link link) {
		List<Link> known = this.links.getOrDefault(other, new ArrayList<>());
		known.remove(link);
		if (known.isEmpty()) {
			this.links.remove(other);
		}
	}

	/**
	 * The owner has ended.
	 */
	@Override
	public void accept(ExitReason reason) {
		List<Link> all;
		synchronized (this) {
			all = this.links.values().stream().flatMap(List::stream).toList();
			this.links.clear();
		}
		all.forEach((link) -> link.ended(this.owner, reason));
	}

}
