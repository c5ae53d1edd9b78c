package dev.actorspring.benchmarks.trial;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A system that is measured. Each method stands for one thing that actor systems do, and
 * is written as the system's own documentation has it. One that has no such thing does
 * not override the method.
 */
public interface Contestant extends AutoCloseable {

	/** How long a request may take. */
	Duration ASK_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How it is configured.
	 * @return a short text for the report
	 */
	String config();

	/**
	 * Starts an actor that adds numbers.
	 * @return the actor
	 */
	default Counter counter() {
		throw new NotOfferedException("has no actor that adds");
	}

	/**
	 * Starts pairs of actors.
	 * @param pairs how many
	 * @return those who play; a step is a message there and one back, by each pair
	 */
	default Loop pingPong(int pairs) {
		throw new NotOfferedException("has no actors that send to each other");
	}

	/**
	 * Starts actors each of which knows the next.
	 * @param size how many
	 * @return the ring; a step is a message from one to the next
	 */
	default Loop ring(int size) {
		throw new NotOfferedException("has no actors that send to each other");
	}

	/**
	 * Starts an actor that starts ten, each of which starts ten, until there are enough
	 * leaves. They number themselves from zero, and each inner actor answers with the sum
	 * of its children.
	 * @param leaves a power of ten
	 * @return the sum
	 */
	default long skynet(int leaves) {
		throw new NotOfferedException("has no actors that start others");
	}

	/**
	 * Starts actors, sends each a message and waits until all have handled it.
	 * @param count how many
	 * @return the actors, all alive and idle
	 */
	default Population spawn(int count) {
		throw new NotOfferedException("has no actors that are started one by one");
	}

	/**
	 * Crashes an actor again and again, each time once its supervisor has restarted it.
	 * @param crashes how often
	 * @return how many incarnations came after the first
	 */
	default int crash(int crashes) {
		throw new NotOfferedException("has no supervisors");
	}

	/**
	 * Starts a binary tree of actors.
	 * @param depth how many levels under the root
	 * @return the tree, all of it running
	 */
	default Tree tree(int depth) {
		throw new NotOfferedException("has no tree of actors");
	}

	/**
	 * Has an actor ask another while messages wait in its own mailbox.
	 * @param waiting how many
	 * @return how long it took until it had the reply
	 */
	default Duration askBehind(int waiting) {
		throw new NotOfferedException("has no actors that ask others");
	}

	/**
	 * Starts actors that block the thread for each message.
	 * @param count how many
	 * @param pause for how long
	 * @return the actors
	 */
	default Population blocking(int count, Duration pause) {
		throw new NotOfferedException("its handlers must not block");
	}

	/**
	 * Has an actor that is quick otherwise tell another one something and block its
	 * thread right after that, again and again.
	 * @param rounds how often
	 * @param pause for how long it blocks
	 * @return how long it took each time until the other one had it, in nanoseconds
	 */
	default long[] neighbour(int rounds, Duration pause) {
		throw new NotOfferedException("is not measured: it says how ours keeps its own promise");
	}

	@Override
	void close();

	/**
	 * An actor that adds numbers.
	 */
	interface Counter {

		/**
		 * Sends a number to add. Any thread.
		 * @param value the number
		 */
		void tell(int value);

		/**
		 * Sends a number to add and asks for the sum, with a timeout. Any thread.
		 * @param value the number
		 * @return the sum
		 */
		CompletionStage<Long> ask(int value);

	}

	/**
	 * Actors that send to each other without end.
	 */
	interface Loop {

		/**
		 * Lets them send, and waits until they are done.
		 * @param steps how many
		 */
		void run(int steps);

	}

	/**
	 * Many actors, each of which counts its messages.
	 */
	interface Population extends AutoCloseable {

		/**
		 * Sends a message to one.
		 * @param index which, from zero
		 */
		void tell(int index);

		/**
		 * Sends a last message to each, and waits until it is handled.
		 * @return how many messages they have handled, the first and last included
		 */
		long finish();

		/**
		 * Stops them.
		 */
		@Override
		void close();

	}

	/**
	 * A tree of actors.
	 */
	interface Tree {

		/**
		 * Stops it, and waits until all have stopped.
		 * @return how many
		 */
		int stop();

	}

}
