package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backlog;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * An actor that notes the events it gets.
 */
class Hearer {

	sealed interface Weather extends Event {

	}

	record Rain(int millimetres) implements Weather {

	}

	record Wind(String from) implements Weather {

	}

	/** Only the latest is of interest. */
	record Tick(int number) implements Event {

	}

	/** The first two will do. */
	record Alarm(int number) implements Event {

	}

	record Block(CountDownLatch until) implements Message<Hearer> {

	}

	/** Is suspended, and interleaves. */
	record Wait(CompletionStage<?> until) implements Message<Hearer> {

	}

	record Heard() implements Request<Hearer, List<Event>> {

	}

	record Crash() implements Message<Hearer> {

	}

	record Stop() implements Message<Hearer> {

	}

	private final ActorContext<Hearer> context;

	private final List<Event> heard;

	Hearer(ActorContext<Hearer> context) {
		this(context, new CopyOnWriteArrayList<>());
	}

	Hearer(ActorContext<Hearer> context, List<Event> heard) {
		this.context = context;
		this.heard = heard;
	}

	static ActorSpec<Hearer> spec(String name) {
		return ActorSpec.of(name, Hearer.class, Hearer::new);
	}

	static ActorSpec<Hearer> spec(String name, List<Event> heard) {
		return ActorSpec.of(name, Hearer.class, (context) -> new Hearer(context, heard));
	}

	static ActorSpec<Hearer> family(String name, List<Event> heard) {
		return ActorSpec.keyed(name, Hearer.class, (context) -> new Hearer(context, heard));
	}

	@Receive
	void on(Weather event) {
		this.heard.add(event);
	}

	@Receive
	@Backlog(1)
	void on(Tick event) {
		this.heard.add(event);
	}

	@Receive
	@Backlog(value = 2, overflow = Overflow.REJECT)
	void on(Alarm event) {
		this.heard.add(event);
	}

	@Receive
	void block(Block message) throws InterruptedException {
		message.until().await();
	}

	@Receive
	void await(Wait message) {
		this.context.await(message.until());
	}

	@Receive(interleave = true)
	List<Event> heard(Heard request) {
		return List.copyOf(this.heard);
	}

	@Receive
	void crash(Crash message) {
		throw new IllegalStateException("boom");
	}

	@Receive
	void stop(Stop message) {
		this.context.stop();
	}

}
