package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Hosting.Drained;

/**
 * How the actors of a partition come to this node and leave it, those of all families
 * together. Any thread.
 */
public final class Departure {

	private final Router router;

	private final Executor executor;

	private final List<String> families;

	/**
	 * Creates it.
	 * @param router knows the gates
	 * @param executor runs what comes after a drain
	 * @param families which are spread over the nodes
	 */
	public Departure(Router router, Executor executor, List<String> families) {
		this.router = router;
		this.executor = executor;
		this.families = List.copyOf(families);
	}

	/**
	 * The partition lives here from now on.
	 * @param partition its number
	 * @param epoch of this stay, another than of all before
	 */
	public void arrive(int partition, long epoch) {
		this.router.hosting().opened(partition);
		this.router.route(partition).arrive(epoch);
	}

	/**
	 * Has the partition leave: nothing new is let in, and what was let in is handled.
	 * @param partition its number
	 * @param atMost after which the actors that are left are stopped
	 * @return how many those were, when nothing of the partition is here any more
	 */
	public CompletionStage<Integer> leave(int partition, Duration atMost) {
		Route route = this.router.route(partition);
		// What was let in while it drained may have started some anew.
		return route.leave()
			.thenComposeAsync((empty) -> drain(partition, atMost), this.executor)
			.thenComposeAsync((cutOff) -> route.close()
				.thenComposeAsync((empty) -> drain(partition, Duration.ofSeconds(1)), this.executor)
				.thenApply((more) -> {
					this.router.hosting().closed(partition);
					this.router.watches().left(partition);
					return cutOff + more;
				}), this.executor);
	}

	private CompletionStage<Integer> drain(int partition, Duration atMost) {
		Hosting hosting = this.router.hosting();
		CompletableFuture<Integer> cutOff = CompletableFuture.completedFuture(0);
		for (String family : this.families) {
			CompletionStage<Drained> drained = hosting.drain(family, partition, atMost);
			cutOff = cutOff.thenCombine(drained, (sum, more) -> sum + more.cutOff());
		}
		return cutOff;
	}

	/**
	 * The partition may live elsewhere already: stops its actors at once, and answers
	 * nobody.
	 * @param partition its number
	 * @return done when nothing of it is here any more
	 */
	public CompletionStage<?> discard(int partition) {
		CompletableFuture<Void> empty = this.router.route(partition).close();
		this.router.hosting().closed(partition);
		this.router.watches().left(partition);
		boolean nobodyInside = empty.isDone();
		CompletableFuture<Void> discarded = discardAll(partition);
		// Who was let in before may start an actor just now.
		return nobodyInside ? discarded : discarded.thenCombine(empty, (done, gone) -> gone)
			.thenComposeAsync((gone) -> discardAll(partition), this.executor);
	}

	private CompletableFuture<Void> discardAll(int partition) {
		Hosting hosting = this.router.hosting();
		return CompletableFuture.allOf(this.families.stream()
			.map((family) -> hosting.discard(family, partition).toCompletableFuture())
			.toArray(CompletableFuture[]::new));
	}

}
