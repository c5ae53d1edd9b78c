package dev.actorspring.spi;

import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the actors of keyed families live. Asked for each message that a ref sends,
 * by any thread; never for what arrives from elsewhere.
 */
@FunctionalInterface
public interface Placement {

	/**
	 * Where the actor of a key lives. Must be cheap, and must not block.
	 * @param family the name of the family
	 * @param key the key
	 * @return {@code null} if it always lives here
	 */
	@Nullable Home home(String family, String key);

	/**
	 * Where an actor lives.
	 */
	interface Home {

		/**
		 * Whether the actor lives here, and stays until {@link #exit()}.
		 * @return {@code false} if messages go by {@link #tell} and {@link #ask}
		 */
		boolean enter();

		/**
		 * A message that was let in has been accepted or refused.
		 */
		void exit();

		/**
		 * Sends a message there.
		 * @param message the message
		 * @param context what the sender's thread had in place, or {@code null}
		 * @return {@code false} if there is no room for it
		 */
		boolean tell(Message<?> message, @Nullable Object context);

		/**
		 * Sends a request there.
		 * @param request to be answered in any way, at any time, by any thread; when its
		 * time is up, or its asker withdraws it, it is over by itself
		 */
		void ask(OpenRequest request);

	}

}
