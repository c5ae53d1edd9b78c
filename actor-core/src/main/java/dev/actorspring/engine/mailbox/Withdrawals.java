package dev.actorspring.engine.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many payloads of one mailbox were withdrawn while they waited, but for those that
 * the owner has come by since. They take no room and count for no work, and when they
 * outnumber what waits their links are cut out. Any thread.
 */
public final class Withdrawals {

	/** Fewer are not worth the way through the queue. */
	private static final int FEW = 16;

	private static final VarHandle COUNT;

	private static final VarHandle CUTTING;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			COUNT = lookup.findVarHandle(Withdrawals.class, "count", int.class);
			CUTTING = lookup.findVarHandle(Withdrawals.class, "cutting", boolean.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Modulo 2^32, as are all counts of a mailbox. */
	private volatile int count;

	/** How many links were ever cut out. Written by who cuts. */
	private volatile int cutOut;

	/** What the count was when links were cut out last. */
	private volatile int countAtCut;

	private volatile boolean cutting;

	public int count() {
		return this.count;
	}

	public void add() {
		COUNT.getAndAdd(this, 1);
	}

	/**
	 * The owner has come by one, and counts it as taken.
	 */
	public void passed() {
		COUNT.getAndAdd(this, -1);
	}

	public int cutOut() {
		return this.cutOut;
	}

	/**
	 * A link is about to be cut out, or was not after all. Only by who cuts.
	 * @param links one more or less
	 */
	public void cutOut(int links) {
		this.cutOut += links;
	}

	/**
	 * Whether the caller is to have links cut out.
	 * @param depth how many payloads wait
	 * @return {@code true} for one thread at a time, which then calls {@link #end}
	 */
	public boolean isTimeToCut(int depth) {
		return this.count - this.countAtCut > Math.max(FEW, depth) && CUTTING.compareAndSet(this, false, true);
	}

	/**
	 * All links were looked at. What was withdrawn meanwhile is found the next time.
	 * @param countBefore the count when that began
	 */
	public void end(int countBefore) {
		this.countAtCut = countBefore;
		this.cutting = false;
	}

}
