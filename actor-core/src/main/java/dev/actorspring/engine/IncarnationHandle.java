package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * By which whatever may outlive an incarnation knows it: so that who keeps a future that
 * stays pending does not keep the instance of an actor that is gone. Any thread.
 */
final class IncarnationHandle {

	private volatile @Nullable Incarnation<?> incarnation;

	IncarnationHandle(Incarnation<?> incarnation) {
		this.incarnation = incarnation;
	}

	/**
	 * The incarnation.
	 * @return {@code null} once it has ended
	 */
	@Nullable Incarnation<?> get() {
		return this.incarnation;
	}

	/**
	 * It has ended.
	 */
	void clear() {
		this.incarnation = null;
	}

}
