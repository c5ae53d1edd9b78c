package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * Adds up, and notes what it has handled, for tests with several nodes in one JVM.
 */
final class Till {

	static final String FAMILY = "tills";

	private final String node;

	private final String key;

	private final ActorContext<Till> context;

	private final Consumer<Handled> handled;

	private int sum;

	Till(String node, ActorContext<Till> context, Consumer<Handled> handled) {
		this.node = node;
		this.context = context;
		this.handled = handled;
		String path = context.self().path();
		this.key = path.substring(path.lastIndexOf('/') + 1);
	}

	static ActorSpec<Till> spec(String node, Consumer<Handled> handled) {
		return ActorSpec.keyed(FAMILY, Till.class, (context) -> new Till(node, context, handled));
	}

	@Receive
	Receipt add(Add add) throws TooMuchException {
		if (add.amount() > 1000) {
			throw new TooMuchException(add.amount(), "Too much: " + add.amount());
		}
		handled(add.id());
		this.sum += add.amount();
		return new Receipt(this.sum, this.node);
	}

	private void handled(String id) {
		this.handled.accept(new Handled(this.node, this.key, id));
	}

	@Receive
	void note(Note note) {
		handled(note.id());
	}

	@Receive
	void close(Close close) {
		this.context.stop();
	}

	@Receive
	int crash(Crash crash) {
		throw new IllegalStateException(crash.why());
	}

	@Receive
	CompletionStage<String> later(Later later) {
		handled(later.id());
		return CompletableFuture.supplyAsync(() -> "later " + later.id(),
				CompletableFuture.delayedExecutor(later.millis(), TimeUnit.MILLISECONDS));
	}

	@Receive
	void nothing(Nothing nothing) {
		handled("nothing");
	}

	/**
	 * Asks the next one on the way, a while later. The last one answers also while it
	 * waits.
	 */
	@Receive
	String visit(Visit visit) {
		this.context.await(CompletableFuture.runAsync(() -> {
		}, CompletableFuture.delayedExecutor(visit.millis(), TimeUnit.MILLISECONDS)));
		ActorRef<Till> next = visit.way().getFirst();
		List<ActorRef<Till>> rest = visit.way().subList(1, visit.way().size());
		return this.node + " "
				+ this.context.await(next.ask(rest.isEmpty() ? new Where() : new Visit(rest, visit.millis())));
	}

	@Receive(interleave = true)
	String where(Where where) {
		return this.node;
	}

	/**
	 * A message that was handled.
	 *
	 * @param node where
	 * @param key by whom
	 * @param id which
	 */
	record Handled(String node, String key, String id) {

	}

	record Add(String id, int amount, @Nullable String text) implements Request<Till, Receipt> {

	}

	record Receipt(int sum, String node) {

	}

	record Note(String id) implements Message<Till> {

	}

	record Close() implements Message<Till> {

	}

	record Crash(String why) implements Request<Till, Integer> {

	}

	record Later(String id, long millis) implements Request<Till, String> {

	}

	record Nothing() implements Request<Till, Void> {

	}

	record Visit(List<ActorRef<Till>> way, long millis) implements Request<Till, String> {

	}

	record Where() implements Request<Till, String> {

	}

	static final class TooMuchException extends Exception {

		private static final long serialVersionUID = 1L;

		private final int amount;

		TooMuchException(int amount, String message) {
			super(message);
			this.amount = amount;
		}

		int amount() {
			return this.amount;
		}

	}

}
