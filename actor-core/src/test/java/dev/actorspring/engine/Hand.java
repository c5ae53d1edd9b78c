package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * A worker that does what it is told for as long as it is told.
 */
class Hand {

	/** What was begun, in this order, by all of a test. */
	record Log(List<String> begun) {

		Log() {
			this(new CopyOnWriteArrayList<>());
		}

	}

	/**
	 * Holds a worker until the gate opens.
	 *
	 * @param name noted when it begins
	 * @param gate fails to crash the worker
	 */
	record Hold(String name, CompletableFuture<?> gate) implements Request<Hand, String> {

	}

	record Note(String name) implements Message<Hand> {

	}

	record WhoAreYou() implements Request<Hand, String> {

	}

	record Crash() implements Message<Hand> {

	}

	record Promise(CompletableFuture<String> reply) implements Request<Hand, String> {

	}

	private final ActorContext<Hand> context;

	private final Log log;

	Hand(ActorContext<Hand> context, Log log) {
		this.context = context;
		this.log = log;
	}

	static ActorSpec<Hand> spec(Log log, PoolSpec pool) {
		return ActorSpec.of("hands", Hand.class, (context) -> new Hand(context, log)).withPool(pool);
	}

	@Receive
	String hold(Hold hold) {
		this.log.begun().add(hold.name());
		try {
			hold.gate().join();
		}
		catch (java.util.concurrent.CompletionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		return this.context.path();
	}

	@Receive
	void note(Note note) {
		this.log.begun().add(note.name());
	}

	@Receive
	String whoAreYou(WhoAreYou question) {
		return this.context.path();
	}

	@Receive
	void crash(Crash crash) {
		throw new IllegalStateException("dropped it");
	}

	@Receive
	CompletableFuture<String> promise(Promise promise) {
		return promise.reply();
	}

}
