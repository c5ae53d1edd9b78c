package dev.actorspring.benchmarks.ours;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * Is quick mostly, and now and then blocks right after it has told a neighbour something.
 */
class Talker {

	private int count;

	@Receive
	void chat(Chat message) {
		this.count++;
	}

	@Receive
	int block(Block message) throws InterruptedException {
		message.neighbour().tell(new Hear(System.nanoTime(), message.waited()));
		Thread.sleep(message.millis());
		return ++this.count;
	}

	@Receive
	void hear(Hear message) {
		message.waited().complete(System.nanoTime() - message.told());
	}

	record Chat() implements Message<Talker> {

	}

	/**
	 * Asks for what blocks.
	 *
	 * @param neighbour who is told something
	 * @param waited gets how long that takes, in nanoseconds
	 * @param millis how long to block
	 */
	record Block(ActorRef<Talker> neighbour, CompletableFuture<Long> waited,
			long millis) implements Request<Talker, Integer> {

	}

	record Hear(long told, CompletableFuture<Long> waited) implements Message<Talker> {

	}

}
