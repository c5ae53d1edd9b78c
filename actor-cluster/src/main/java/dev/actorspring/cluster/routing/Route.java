package dev.actorspring.cluster.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.actorspring.Delivery;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.wire.UnfitMessageException;
import org.jspecify.annotations.Nullable;

/**
 * The way from this node to the actors of one partition, wherever that lives. Any thread.
 * <p>
 * It keeps the order in which each sender sends. While it is not known where the
 * partition lives, messages wait. One that its home has not accepted, as the partition
 * has left or is leaving, comes back and waits before those that were sent after it. No
 * new home, this node included, gets a message before the old one has accepted or
 * returned all that it was sent.
 * <p>
 * An exception is made for what actors send in their turns: while a partition leaves, its
 * home still accepts that, as the turns of others may depend on it.
 */
final class Route implements Carrier {

	/** How many messages may wait for a home. */
	private static final int MOST_WAITING = 10_000;

	/** In time to say that it was not handled. */
	private static final long LAST_MOMENT = TimeUnit.MILLISECONDS.toNanos(120);

	private static final long LOCATE_AGAIN = TimeUnit.MILLISECONDS.toNanos(300);

	/**
	 * How long a home is believed, and at most twice as long. That a partition has moved
	 * may have been told in vain, or before the last answer of the old home came.
	 */
	private static final long BELIEVED = TimeUnit.SECONDS.toNanos(3);

	private final int partition;

	private final Router router;

	private final Gate gate = new Gate();

	private final ReentrantLock lock = new ReentrantLock();

	/** Where it lives, or has lived last. */
	private volatile @Nullable Location home;

	private volatile Phase phase = Phase.SEEKING;

	/** Where it certainly does not live any more. */
	private @Nullable Location refusing;

	/** Where it lives next, as soon as nothing is undecided. */
	private @Nullable Location next;

	/** Whether the last home still accepts what belongs to turns. */
	private boolean leaving;

	/**
	 * How many of those that were sent to the home it has neither accepted nor returned.
	 */
	private int undecided;

	private final Deque<Outgoing> returned = new ArrayDeque<>();

	private final Deque<Outgoing> waiting = new ArrayDeque<>();

	/** Not that of other partitions, so that they are not all asked for at once. */
	private final long believed = BELIEVED + ThreadLocalRandom.current().nextLong(BELIEVED);

	private volatile long locatedLast = System.nanoTime();

	Route(int partition, Router router) {
		this.partition = partition;
		this.router = router;
	}

	Gate gate() {
		return this.gate;
	}

	/**
	 * Where it lives.
	 * @return {@code null} if that is not known at present
	 */
	@Nullable Location home() {
		return (this.phase != Phase.SEEKING) ? this.home : null;
	}

	/**
	 * Where it lives, or has lived last.
	 * @return {@code null} if that was never known
	 */
	@Nullable Location lastHome() {
		return this.home;
	}

	boolean isResolved() {
		return this.phase != Phase.SEEKING;
	}

	@Override
	public ClusterProbe probe() {
		return this.router.probe();
	}

	/**
	 * How many messages wait for a home.
	 */
	int waiting() {
		if (isResolved()) {
			return 0;
		}
		this.lock.lock();
		try {
			return this.waiting.size() + this.returned.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends a message.
	 * @return what its sender is told
	 */
	Delivery send(Outgoing outgoing) {
		Refusal refusal = trySend(outgoing);
		if (refusal == null) {
			return Delivery.ACCEPTED;
		}
		outgoing.notSent(refusal.why());
		return refusal.delivery();
	}

	private @Nullable Refusal trySend(Outgoing outgoing) {
		this.lock.lock();
		try {
			return switch (this.phase) {
				case HERE -> {
					Delivery delivery = outgoing.deliver(this.router.hosting());
					yield delivery.isAccepted() ? null
							: new Refusal(delivery, "its actor did not accept it: " + delivery);
				}
				case THERE -> transmit(outgoing);
				case SEEKING -> {
					if (this.leaving && outgoing.inTurn() && isElsewhere(this.home)) {
						yield transmit(outgoing);
					}
					yield await(outgoing);
				}
				case ENDED -> new Refusal(Delivery.TERMINATED, "this node has left the cluster");
			};
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isElsewhere(@Nullable Location location) {
		return location != null && !location.node().equals(this.router.self());
	}

	private @Nullable Refusal await(Outgoing outgoing) {
		if (this.waiting.size() + this.returned.size() >= MOST_WAITING) {
			return new Refusal(Delivery.MAILBOX_FULL,
					"its partition has no home at present, and too many messages wait for it");
		}
		this.waiting.add(outgoing);
		return null;
	}

	private @Nullable Refusal transmit(Outgoing outgoing) {
		Location to = this.home;
		if (to == null) {
			return await(outgoing);
		}
		if (outgoing.isOver()) {
			return null;
		}
		Packet packet;
		try {
			Packet.checkKey(outgoing.key());
			packet = new Packet.Send(new Packet.Target(this.partition, to.epoch(), outgoing.inTurn()),
					outgoing.family(), outgoing.key(), outgoing.left(), outgoing.context(),
					outgoing.encoded(this.router.wire()));
		}
		catch (UnfitMessageException ex) {
			// As one that its actor has no handler for: accepted, and not handled.
			outgoing.unfit(ex);
			return null;
		}
		outgoing.open(true);
		this.undecided++;
		Link.Result result = this.router.link(to.node()).send(packet, outgoing);
		if (result == Link.Result.SENT) {
			return null;
		}
		outgoing.open(false);
		this.undecided--;
		if (result == Link.Result.FULL) {
			return new Refusal(Delivery.MAILBOX_FULL, "too much is under way to " + to.node());
		}
		this.refusing = to;
		this.leaving = false;
		seek();
		return await(outgoing);
	}

	private void seek() {
		if (this.phase != Phase.ENDED) {
			this.phase = Phase.SEEKING;
			locate();
		}
	}

	private void locate() {
		this.locatedLast = System.nanoTime();
		this.router.directory().locate(this.partition);
	}

	private boolean isToLocate() {
		long since = System.nanoTime() - this.locatedLast;
		return switch (this.phase) {
			case SEEKING -> this.next == null && since > LOCATE_AGAIN;
			case THERE -> since > this.believed;
			case HERE, ENDED -> false;
		};
	}

	/**
	 * Its home has not accepted a message.
	 * @param left whether it accepts nothing any more
	 */
	@Override
	public void notHere(Outgoing outgoing, boolean left) {
		probe().returned();
		this.lock.lock();
		try {
			if (!outgoing.isOpen()) {
				return;
			}
			if (this.phase == Phase.ENDED) {
				outgoing.refused("this node has left the cluster");
			}
			else {
				this.returned.add(outgoing);
				this.leaving = !left && (this.leaving || this.phase == Phase.THERE);
				if (this.phase == Phase.THERE || this.next == null) {
					this.refusing = this.home;
				}
				if (this.phase == Phase.THERE) {
					seek();
				}
			}
		}
		finally {
			this.lock.unlock();
		}
		settled(outgoing);
	}

	/**
	 * It is decided whether a message was accepted.
	 */
	@Override
	public void settled(Outgoing outgoing) {
		this.lock.lock();
		try {
			if (outgoing.isOpen()) {
				outgoing.open(false);
				this.undecided--;
				move();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The directory says where it lives. If that is this node, it has arrived there. If
	 * it is another one than was believed, one of the two is old: looks again.
	 */
	void located(Location location) {
		this.lock.lock();
		try {
			if (this.phase == Phase.THERE && isElsewhere(location)) {
				if (!location.equals(this.home) && !this.router.isGone(location.node())) {
					moved();
				}
				return;
			}
			boolean news = !location.equals(this.refusing) && !location.equals(this.next)
					&& !this.router.isGone(location.node());
			boolean mine = location.node().equals(this.router.self());
			// News of this node may be old: the partition may have left since.
			boolean usable = mine ? location.epoch() == this.gate.epoch() && this.gate.mode() == Gate.Mode.ARRIVING
					: this.phase == Phase.SEEKING;
			if (!news || !usable || this.phase == Phase.ENDED) {
				return;
			}
			this.phase = Phase.SEEKING;
			this.leaving = false;
			this.next = location;
			move();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * It may have moved: looks again. It may also be where it was all the time, as the
	 * news may be old.
	 */
	void moved() {
		this.lock.lock();
		try {
			if (this.phase == Phase.THERE) {
				this.leaving = false;
				seek();
			}
			else if (this.phase == Phase.SEEKING && this.next == null) {
				locate();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Goes on with the next home, if there is one and the last one has nothing undecided.
	 */
	private void move() {
		Location to = this.next;
		if (to == null || this.undecided > 0 || this.phase != Phase.SEEKING) {
			return;
		}
		this.next = null;
		this.refusing = null;
		this.home = to;
		List<Outgoing> all = new ArrayList<>(this.returned);
		all.addAll(this.waiting);
		this.returned.clear();
		this.waiting.clear();
		if (to.node().equals(this.router.self())) {
			for (Outgoing each : all) {
				Delivery delivery = each.isOver() ? Delivery.ACCEPTED : each.deliver(this.router.hosting());
				if (!delivery.isAccepted()) {
					each.refused(delivery);
				}
			}
			this.gate.open();
			this.phase = Phase.HERE;
			return;
		}
		this.phase = Phase.THERE;
		this.router.watches().moved(this.partition, to.node());
		for (Outgoing each : all) {
			Refusal refusal = (this.phase == Phase.THERE) ? transmit(each) : await(each);
			if (refusal != null) {
				each.refused(refusal.why());
			}
		}
	}

	/**
	 * The partition has come to this node.
	 */
	void arrive(long epoch) {
		this.lock.lock();
		try {
			if (this.phase != Phase.ENDED) {
				this.gate.arrive(epoch);
				located(new Location(this.router.self(), epoch));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The partition is about to leave this node.
	 * @return done when all who were let in before have gone on
	 */
	CompletableFuture<Void> leave() {
		this.lock.lock();
		try {
			forgetHere();
			return this.gate.leave();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The partition has left this node.
	 * @return done when all who were let in before have gone on
	 */
	CompletableFuture<Void> close() {
		this.lock.lock();
		try {
			forgetHere();
			return this.gate.close();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forgetHere() {
		Location to = this.next;
		if (to != null && to.node().equals(this.router.self())) {
			this.next = null;
			this.refusing = to;
		}
		if (this.phase == Phase.HERE) {
			this.phase = Phase.SEEKING;
			this.refusing = this.home;
			this.leaving = false;
		}
	}

	/**
	 * A node is gone. Its link is closed already.
	 */
	void gone(NodeId node) {
		this.lock.lock();
		try {
			Location coming = this.next;
			if (coming != null && coming.node().equals(node)) {
				this.next = null;
			}
			Location last = this.home;
			if (last != null && last.node().equals(node)) {
				this.leaving = false;
				if (this.phase == Phase.THERE) {
					seek();
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * This node is no member any more: nothing is sent, and nothing accepted.
	 */
	void end(String why) {
		List<Outgoing> left;
		this.lock.lock();
		try {
			this.phase = Phase.ENDED;
			this.gate.close();
			left = new ArrayList<>(this.returned);
			left.addAll(this.waiting);
			this.returned.clear();
			this.waiting.clear();
		}
		finally {
			this.lock.unlock();
		}
		left.forEach((each) -> each.refused(why));
	}

	/**
	 * Asks again where it lives, and lets nobody wait in vain. Now and then.
	 */
	void tick() {
		if (this.phase == Phase.SEEKING || isToLocate()) {
			this.lock.lock();
			try {
				if (isToLocate()) {
					locate();
				}
				dropLate(this.returned);
				dropLate(this.waiting);
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private static void dropLate(Deque<Outgoing> some) {
		for (Iterator<Outgoing> each = some.iterator(); each.hasNext();) {
			Outgoing outgoing = each.next();
			long left = outgoing.left();
			if (outgoing.isOver()) {
				each.remove();
			}
			else if (left >= 0 && left < LAST_MOMENT) {
				each.remove();
				outgoing.refused("its partition has had no home while there was time");
			}
		}
	}

	/**
	 * Why a message was not sent.
	 *
	 * @param delivery what its sender is told
	 * @param why a clause without a full stop
	 */
	private record Refusal(Delivery delivery, String why) {

	}

	/**
	 * Where it lives.
	 */
	private enum Phase {

		/** That is not known, or what was sent to the last home is not decided. */
		SEEKING,
		/** On this node. */
		HERE,
		/** On another one. */
		THERE,
		/** This node is no member any more. */
		ENDED

	}

}
