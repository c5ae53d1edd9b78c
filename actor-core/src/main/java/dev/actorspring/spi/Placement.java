package dev.actorspring.spi;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the actors of keyed families live. Keys are not placed one by one, but by
 * the partition that they belong to. All families have the same partitions: those of one
 * number live together. A single actor that is placed counts as a family whose only key
 * is its own name.
 */
@FunctionalInterface
public interface Placement {

	/**
	 * Where the actors of a family live. Asked a few times at most.
	 * @param family the name of the family, or of a single actor
	 * @return {@code null} if all of them live here, which costs nothing
	 */
	@Nullable Partitions of(String family);

	/**
	 * The other nodes, for what goes to them without a key. Asked once, before there are
	 * actors.
	 * @return {@code null} if there are none, which costs nothing
	 */
	default @Nullable Nodes nodes() {
		return null;
	}

	/**
	 * What decides to which partition a key belongs, however many there are. May be kept
	 * for ever.
	 * @param key the key
	 * @return not negative; always the same
	 */
	static int hash(String key) {
		int hash = key.hashCode();
		hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
		hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
		return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
	}

	/**
	 * The partitions of a family.
	 */
	interface Partitions {

		/**
		 * How many there are.
		 * @return always the same; at least 1
		 */
		int count();

		/**
		 * To which partition a key belongs: what is left of its {@link Placement#hash}.
		 * Any thread.
		 * @param key the key
		 * @return always the same
		 */
		default int partition(String key) {
			return Placement.hash(key) % count();
		}

		/**
		 * Where the actors of a partition live. Asked for each ref that is made, by any
		 * thread, and kept by it: what is returned knows when they move. Never asked for
		 * what arrives by {@link Hosting}. Must be cheap, and must not block.
		 * @param partition as of {@link #partition}
		 * @return where
		 */
		Home home(int partition);

		/**
		 * Somebody here watches an actor. If it lives elsewhere, its next end is to be
		 * told by {@link Hosting#ended}, wherever it lives by then. Any thread; must not
		 * block.
		 * @param key the key
		 */
		default void watched(String key) {
		}

		/**
		 * An actor that lives here has ended for good, which neither passivation nor a
		 * move is. Any thread; must not block.
		 * @param key the key
		 * @param reason why
		 */
		default void ended(String key, ExitReason reason) {
		}

		/**
		 * Whether it is certain that what lives here lives nowhere else yet: others have
		 * confirmed that not long ago. Any thread; cheap.
		 * @return {@code false} if it may have been moved without this node, as if that
		 * was asleep
		 */
		default boolean isCurrent() {
			return true;
		}

		/**
		 * When that is certain again. Any thread.
		 * @return done at the next confirmation, if there is one
		 */
		default CompletableFuture<?> whenCurrent() {
			return CompletableFuture.completedFuture(null);
		}

	}

	/**
	 * Where the actors of a partition live.
	 */
	interface Home {

		/**
		 * Whether messages may go to those of them that are active here without
		 * {@link #enter()}. It may no longer be so by the time that one arrives: it is
		 * accepted then as long as its actor has not closed, which all of them do before
		 * their partition has left, or as soon as it is discarded. For each message; must
		 * cost next to nothing.
		 * @return {@code false} if each has to enter
		 */
		default boolean isOpen() {
			return false;
		}

		/**
		 * Whether they live here, and stay until {@link #exit()}.
		 * @return {@code false} if messages go by {@link #tell} and {@link #ask}
		 */
		boolean enter();

		/**
		 * A message that was let in has been accepted or refused.
		 */
		void exit();

		/**
		 * Sends a message there.
		 * @param key whom
		 * @param message the message
		 * @param context what the sender's thread had in place, or {@code null}
		 * @return what its sender is told. One that is accepted, and turns out not to
		 * arrive, is a {@linkplain Hosting#lost dead letter}
		 */
		Delivery tell(String key, Message<?> message, @Nullable Object context);

		/**
		 * Sends a request there.
		 * @param key whom
		 * @param request to be answered in any way, at any time, by any thread; when its
		 * time is up, or its asker withdraws it, it is over by itself
		 */
		void ask(String key, OpenRequest request);

	}

}
