package dev.actorspring.engine.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one incarnation that are not over. They know it through this object
 * only, so that whoever keeps a stream does not keep the instance of an actor that is
 * gone.
 */
public final class OpenStreams {

	private final StreamOwner owner;

	private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();

	private volatile boolean stopping;

	private volatile @Nullable ExitReason reason;

	public OpenStreams(StreamOwner owner) {
		this.owner = owner;
	}

	public StreamOwner owner() {
		return this.owner;
	}

	public String path() {
		return this.owner.path();
	}

	/**
	 * Adds a stream, and ends it if the incarnation has ended. Any thread.
	 * @param stream the stream
	 */
	public void add(OpenStream stream) {
		this.streams.add(stream);
		ExitReason known = this.reason;
		if (known != null) {
			stream.end(failure(known));
		}
	}

	public void remove(OpenStream stream) {
		this.streams.remove(stream);
	}

	/**
	 * Has nobody wait for room any more, as a turn that waits would hold up a stop. Any
	 * thread.
	 */
	public void announceStop() {
		this.stopping = true;
		this.streams.forEach(OpenStream::stopWaiting);
	}

	public boolean areStopping() {
		return this.stopping;
	}

	/**
	 * What a subscriber gets that comes too late.
	 * @return an exception, or {@code null} if the incarnation goes on
	 */
	public @Nullable Throwable failure() {
		ExitReason known = this.reason;
		return (known != null) ? failure(known) : null;
	}

	public boolean haveSubscribers() {
		return this.streams.stream().anyMatch(OpenStream::hasSubscriber);
	}

	/**
	 * Ends all streams, also those that are still to come. Only the first time counts.
	 * @param why why the incarnation has ended
	 */
	public void end(ExitReason why) {
		if (this.reason == null) {
			this.reason = why;
		}
		// Each gets an exception of its own, to which it may add what it likes.
		this.streams.forEach((stream) -> stream.end(failure(why)));
	}

	private ActorException failure(ExitReason why) {
		return switch (why) {
			case ExitReason.Error(Throwable cause) -> new ActorCrashedException(path(),
					path() + " crashed in the middle of a stream: " + cause.getClass().getSimpleName(), cause);
			case ExitReason.Killed killed -> terminated("it was killed");
			case ExitReason.Normal normal -> terminated("it has stopped");
			case ExitReason.Shutdown shutdown -> terminated("it was stopped");
			default -> terminated("it has ended: " + why);
		};
	}

	private ActorTerminatedException terminated(String clause) {
		return new ActorTerminatedException(path(), path() + " cannot go on with a stream: " + clause,
				Handling.UNKNOWN);
	}

}
