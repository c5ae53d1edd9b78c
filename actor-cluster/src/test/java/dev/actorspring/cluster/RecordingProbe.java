package dev.actorspring.cluster;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps all that is measured.
 */
public final class RecordingProbe implements ClusterProbe {

	private final Map<Outcome, Integer> asked = new ConcurrentHashMap<>();

	private final Map<Distribution, Integer> distributed = new ConcurrentHashMap<>();

	private final Queue<Long> roundTrips = new ConcurrentLinkedQueue<>();

	private final AtomicInteger returned = new AtomicInteger();

	private final AtomicInteger resent = new AtomicInteger();

	private final Queue<Integer> handedOff = new ConcurrentLinkedQueue<>();

	@Override
	public void asked(Outcome outcome, long nanos) {
		this.asked.merge(outcome, (nanos >= 0) ? 1 : 1_000_000, Integer::sum);
	}

	@Override
	public void roundTrip(long nanos) {
		this.roundTrips.add(nanos);
	}

	@Override
	public void returned() {
		this.returned.incrementAndGet();
	}

	@Override
	public void resent(int frames) {
		this.resent.addAndGet(frames);
	}

	@Override
	public void handedOff(int cutOff, long nanos) {
		this.handedOff.add(cutOff);
	}

	@Override
	public void distributed(Distribution what, int messages) {
		this.distributed.merge(what, messages, Integer::sum);
	}

	/**
	 * How many events and messages to groups were sent, received and lost.
	 */
	public Map<Distribution, Integer> distributedMessages() {
		return this.distributed;
	}

	/**
	 * How many requests had which outcome.
	 */
	public Map<Outcome, Integer> askedByOutcome() {
		return this.asked;
	}

	public Queue<Long> roundTrips() {
		return this.roundTrips;
	}

	public int returnedMessages() {
		return this.returned.get();
	}

	public int resentFrames() {
		return this.resent.get();
	}

	/**
	 * How many actors were cut off, for each partition that was handed off.
	 */
	public Queue<Integer> handOffs() {
		return this.handedOff;
	}

}
