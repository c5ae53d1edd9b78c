package dev.actorspring.durable.store;

/**
 * A batch was not applied, as a lease that it was made under has another owner.
 */
public final class FencedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Lease.Fence fence;

	/**
	 * Creates the exception.
	 * @param fence what the batch was made under
	 */
	public FencedException(Lease.Fence fence) {
		super("The lease '" + fence.name() + "' is no longer held with epoch " + fence.epoch());
		this.fence = fence;
	}

	/**
	 * Which one has a newer epoch, or is gone.
	 * @return what the batch was made under
	 */
	public Lease.Fence fence() {
		return this.fence;
	}

}
