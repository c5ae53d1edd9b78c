package dev.actorspring.cluster.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import dev.actorspring.cluster.ClusterProbe;
import org.jspecify.annotations.Nullable;

/**
 * All that goes between this node and one other, in order, each once, although the
 * transport may lose frames. Packets are numbered and kept until the other has received
 * them; it takes them in the order of their numbers only, so that those after a gap are
 * sent again. What it has received it has also looked at: a message that was received was
 * accepted, unless a packet before has said otherwise.
 * <p>
 * A frame costs much more than a packet in it. So a packet goes at once only while few
 * frames are under way; else it waits for others, until one of those frames is confirmed,
 * the next confirmation goes the other way, or a frame is full. Whatever says what was
 * received has all packets that were sent before in it or before it.
 * <p>
 * Any thread, but for {@link #receive}. Nobody is called under its lock.
 */
final class Link {

	/**
	 * How many bytes may be under way. Replies come on top, and are bounded by requests.
	 */
	private static final int MOST_UNDER_WAY = 64 << 20;

	/** From how many on packets wait for others. */
	private static final int FRAMES_UNDER_WAY = 4;

	/** How many bytes of packets are in one frame, unless that is a single packet. */
	private static final int FRAME_SIZE = 8 * 1024;

	/** How many packets are sent again at once. */
	private static final int WINDOW = 500;

	private static final long RESEND_AFTER = 1_000_000_000;

	private final NodeId self;

	private final NodeId peer;

	private final Transport transport;

	private final ClusterProbe probe;

	private final LongSupplier nanos;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Sent> underWay = new ArrayDeque<>();

	/** The last of them, which wait for others. */
	private final List<Sent> waiting = new ArrayList<>();

	private int bytesWaiting;

	/** The numbers of the last packets of frames that are under way. */
	private final Deque<Long> frames = new ArrayDeque<>();

	/** Of which it is not known whether they were accepted. */
	private final NavigableMap<Long, Outgoing> undecided = new TreeMap<>();

	/** That wait for an answer. */
	private final Map<Long, OutgoingRequest> unanswered = new HashMap<>();

	/** What the other has asked. */
	private final ConcurrentMap<Long, CompletableFuture<?>> asked = new ConcurrentHashMap<>();

	/** With which the other has answered, by the numbers of the requests. */
	private final ConcurrentMap<Long, IncomingStream> incoming = new ConcurrentHashMap<>();

	/** With which the other was answered. */
	private final ConcurrentMap<Long, OutgoingStream> outgoing = new ConcurrentHashMap<>();

	private long bytesUnderWay;

	private long lastSent;

	private long lastProgress;

	/** The packet whose round trip is measured; zero for none. */
	private long measured;

	private long measuredSince;

	private long received;

	private boolean owed;

	/** The other accepts no messages any more. */
	private boolean parted;

	private boolean closed;

	/**
	 * Creates a link.
	 * @param probe measures what goes by it
	 * @param nanos the time
	 */
	Link(NodeId self, NodeId peer, Transport transport, ClusterProbe probe, LongSupplier nanos) {
		this.self = self;
		this.peer = peer;
		this.transport = transport;
		this.probe = probe;
		this.nanos = nanos;
	}

	NodeId peer() {
		return this.peer;
	}

	/**
	 * Sends a packet that must not be refused: an answer.
	 */
	void send(Packet packet) {
		byte[] body = Packets.encode(packet);
		this.lock.lock();
		try {
			if (!this.closed) {
				transmit(body);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends a packet of which nobody hears what has become of it.
	 */
	Result offer(Packet packet) {
		byte[] body = Packets.encode(packet);
		this.lock.lock();
		try {
			if (this.closed || this.parted) {
				return Result.CLOSED;
			}
			if (this.bytesUnderWay > MOST_UNDER_WAY) {
				return Result.FULL;
			}
			transmit(body);
			return Result.SENT;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends a message.
	 * @param packet as which
	 * @param outgoing hears what becomes of it
	 */
	Result send(Packet packet, Outgoing outgoing) {
		byte[] body = Packets.encode(packet);
		this.lock.lock();
		try {
			if (this.closed || this.parted) {
				return Result.CLOSED;
			}
			if (this.bytesUnderWay > MOST_UNDER_WAY) {
				return Result.FULL;
			}
			long number = this.lastSent + 1;
			this.undecided.put(number, outgoing);
			if (outgoing instanceof OutgoingRequest request) {
				this.unanswered.put(number, request);
			}
			outgoing.sent(this, number);
			transmit(body);
			return Result.SENT;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void transmit(byte[] body) {
		Sent sent = new Sent(++this.lastSent, body);
		if (this.underWay.isEmpty()) {
			this.lastProgress = this.nanos.getAsLong();
		}
		this.underWay.add(sent);
		this.bytesUnderWay += body.length;
		if (this.measured == 0) {
			this.measured = sent.number();
			this.measuredSince = this.nanos.getAsLong();
		}
		if (this.bytesWaiting + body.length > FRAME_SIZE) {
			transmitWaiting();
		}
		this.waiting.add(sent);
		this.bytesWaiting += body.length;
		if (this.frames.size() < FRAMES_UNDER_WAY) {
			transmitWaiting();
		}
	}

	private void transmitWaiting() {
		if (!this.waiting.isEmpty()) {
			this.frames.add(this.waiting.getLast().number());
			transmit(this.waiting);
			this.waiting.clear();
			this.bytesWaiting = 0;
		}
	}

	private void transmit(List<Sent> packets) {
		this.owed = false;
		this.transport.send(this.peer, new Frame(this.self.life(), this.peer.life(), packets.getFirst().number(),
				this.received, packets.stream().map(Sent::body).toList()));
	}

	/**
	 * Has a request withdrawn that nobody waits for any more.
	 * @return whether it was without an answer till then
	 */
	boolean withdraw(long number) {
		this.lock.lock();
		try {
			if (this.unanswered.remove(number) == null) {
				return false;
			}
			if (!this.closed) {
				transmit(Packets.encode(new Packet.Withdraw(number)));
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A frame of the other has come. One thread at a time.
	 * @param handler looks at it, unless it was had before or is not its turn
	 */
	void receive(Frame frame, Handler handler) {
		if (frame.isAcknowledgement()) {
			if (frame.number() <= received()) {
				acknowledge(frame.received());
			}
			else {
				owe();
			}
			return;
		}
		long next = received() + 1;
		long end = frame.number() + frame.packets().size();
		if (frame.number() <= next && next < end) {
			long number = next;
			try {
				while (number < end) {
					handler.handle(this, number++, frame.packets().get((int) (number - 1 - frame.number())));
				}
			}
			finally {
				// Nothing is looked at twice, not even what has failed.
				received(number - 1);
			}
			acknowledge(frame.received());
		}
		owe();
	}

	private void received(long number) {
		this.lock.lock();
		try {
			this.received = number;
		}
		finally {
			this.lock.unlock();
		}
	}

	private long received() {
		this.lock.lock();
		try {
			return this.received;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void owe() {
		this.lock.lock();
		try {
			this.owed = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Says what was received, unless something else has said so.
	 */
	void flush() {
		this.lock.lock();
		try {
			if (this.owed && !this.closed) {
				transmitWaiting();
			}
			if (this.owed && !this.closed) {
				this.owed = false;
				this.transport.send(this.peer,
						new Frame(this.self.life(), this.peer.life(), this.lastSent, this.received, List.of()));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void acknowledge(long upTo) {
		List<Outgoing> accepted;
		long roundTrip = -1;
		this.lock.lock();
		try {
			Sent first = this.underWay.peek();
			if (first == null || first.number() > upTo) {
				return;
			}
			for (; first != null && first.number() <= upTo; first = this.underWay.peek()) {
				this.underWay.remove();
				this.bytesUnderWay -= first.body().length;
			}
			while (!this.frames.isEmpty() && this.frames.getFirst() <= upTo) {
				this.frames.remove();
			}
			if (this.frames.size() < FRAMES_UNDER_WAY) {
				transmitWaiting();
			}
			long now = this.nanos.getAsLong();
			this.lastProgress = now;
			if (this.measured != 0 && this.measured <= upTo) {
				roundTrip = now - this.measuredSince;
				this.measured = 0;
			}
			accepted = settle(this.undecided.headMap(upTo, true));
		}
		finally {
			this.lock.unlock();
		}
		if (roundTrip >= 0) {
			this.probe.roundTrip(roundTrip);
		}
		accepted.forEach((each) -> each.carrier().settled(each));
	}

	private static List<Outgoing> settle(NavigableMap<Long, Outgoing> some) {
		List<Outgoing> settled = List.copyOf(some.values());
		some.clear();
		return settled;
	}

	/**
	 * Sends again what the other does not seem to have. Now and then.
	 */
	void resend() {
		int resent = 0;
		this.lock.lock();
		try {
			long now = this.nanos.getAsLong();
			transmitWaiting();
			if (!this.underWay.isEmpty() && now - this.lastProgress > RESEND_AFTER) {
				this.lastProgress = now;
				// What confirms it next may be for either time.
				this.measured = 0;
				resent = transmitAgain();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (resent > 0) {
			this.probe.resent(resent);
		}
		flush();
	}

	private int transmitAgain() {
		List<Sent> packets = new ArrayList<>();
		int bytes = 0;
		int count = 0;
		for (Sent each : this.underWay) {
			if (count == WINDOW) {
				break;
			}
			if (!packets.isEmpty() && bytes + each.body().length > FRAME_SIZE) {
				transmit(packets);
				packets.clear();
				bytes = 0;
			}
			packets.add(each);
			bytes += each.body().length;
			count++;
		}
		transmit(packets);
		return count;
	}

	// What the other says of messages.

	/**
	 * A message was not accepted.
	 */
	void notHere(long number, boolean left) {
		Outgoing outgoing = forget(number);
		if (outgoing != null) {
			outgoing.carrier().notHere(outgoing, left);
		}
	}

	/**
	 * Forgets a message of which it is not known yet whether it was accepted.
	 */
	@Nullable Outgoing forget(long number) {
		this.lock.lock();
		try {
			this.unanswered.remove(number);
			return this.undecided.remove(number);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets a message of which nobody will hear what has become of it.
	 * @return {@code null} if nobody waits to hear that
	 */
	@Nullable Outgoing forgetOpen(long number) {
		this.lock.lock();
		try {
			OutgoingRequest unanswered = this.unanswered.remove(number);
			Outgoing undecided = this.undecided.remove(number);
			return (unanswered != null) ? unanswered : undecided;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A request is answered.
	 * @return {@code null} if nobody waits for it any more
	 */
	@Nullable OutgoingRequest answered(long number) {
		this.lock.lock();
		try {
			return this.unanswered.remove(number);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The other leaves in good order.
	 * @param upTo the last frame that it has looked at
	 */
	void part(long upTo) {
		acknowledge(upTo);
		List<Outgoing> left;
		this.lock.lock();
		try {
			this.parted = true;
			this.unanswered.keySet().removeIf((number) -> number > upTo);
			left = settle(this.undecided);
		}
		finally {
			this.lock.unlock();
		}
		left.forEach((each) -> each.carrier().notHere(each, true));
	}

	// What the other has asked.

	void asked(long number, CompletableFuture<?> answer) {
		this.asked.put(number, answer);
		answer.whenComplete((reply, failure) -> this.asked.remove(number));
	}

	void withdrawn(long number) {
		CompletableFuture<?> answer = this.asked.get(number);
		if (answer != null) {
			answer.cancel(false);
		}
	}

	// Streams.

	/**
	 * The other has answered with a stream.
	 */
	void incoming(long number, IncomingStream stream) {
		this.incoming.put(number, stream);
		if (isClosed() && this.incoming.remove(number, stream)) {
			stream.lost("the node " + this.peer + " is gone");
		}
	}

	@Nullable IncomingStream incoming(long number) {
		return this.incoming.get(number);
	}

	@Nullable IncomingStream forgetIncoming(long number) {
		return this.incoming.remove(number);
	}

	/**
	 * A request of the other is answered with a stream.
	 */
	void outgoing(long number, OutgoingStream stream) {
		this.outgoing.put(number, stream);
		if (isClosed() && this.outgoing.remove(number, stream)) {
			stream.cancel();
		}
	}

	@Nullable OutgoingStream outgoing(long number) {
		return this.outgoing.get(number);
	}

	@Nullable OutgoingStream forgetOutgoing(long number) {
		return this.outgoing.remove(number);
	}

	private boolean isClosed() {
		this.lock.lock();
		try {
			return this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	// The end.

	/**
	 * Tells the other that nothing is accepted any more. On the thread that receives.
	 */
	void goodbye() {
		send(new Packet.Goodbye(received()));
		owe();
		flush();
	}

	/**
	 * Whether the other has all that was sent to it.
	 */
	boolean isDelivered() {
		this.lock.lock();
		try {
			return this.closed || this.underWay.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The other is gone, or this node is.
	 * @param why a clause without a full stop
	 */
	void close(String why) {
		List<Outgoing> left;
		List<OutgoingRequest> requests;
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.underWay.clear();
			this.waiting.clear();
			left = settle(this.undecided);
			requests = new ArrayList<>(this.unanswered.values());
			this.unanswered.clear();
		}
		finally {
			this.lock.unlock();
		}
		for (Outgoing each : left) {
			each.lost(why);
			each.carrier().settled(each);
		}
		requests.forEach((each) -> each.lost(why));
		List.copyOf(this.asked.values()).forEach((each) -> each.cancel(false));
		this.outgoing.keySet().forEach((number) -> {
			OutgoingStream stream = this.outgoing.remove(number);
			if (stream != null) {
				stream.cancel();
			}
		});
		this.incoming.keySet().forEach((number) -> {
			IncomingStream stream = this.incoming.remove(number);
			if (stream != null) {
				stream.lost(why);
			}
		});
	}

	/**
	 * Looks at what has come.
	 */
	@FunctionalInterface
	interface Handler {

		/**
		 * Looks at a packet. Must not throw.
		 * @param link where it has come from
		 * @param number its number
		 * @param body its bytes
		 */
		void handle(Link link, long number, byte[] body);

	}

	/**
	 * What became of a message.
	 */
	enum Result {

		/** It is under way. */
		SENT,
		/** Too much is under way. */
		FULL,
		/** The other is gone, or leaves. */
		CLOSED

	}

	/**
	 * A packet that the other may not have.
	 *
	 * @param number its number
	 * @param body its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Sent(long number, byte[] body) {

	}

}
