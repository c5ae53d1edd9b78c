package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;

/**
 * An actor that answers with streams.
 */
class Feeder {

	/** Replies with a stream that others feed with {@link Do}. */
	record Open(int capacity) implements Request<Feeder, Flow.Publisher<Integer>> {

	}

	/** Replies with whatever publisher a function makes. */
	record Make(Function<Feeder, Flow.Publisher<Integer>> maker) implements Request<Feeder, Flow.Publisher<Integer>> {

	}

	/** The same, later. */
	record MakeLater(Function<Feeder, CompletionStage<? extends Flow.Publisher<Integer>>> maker)
			implements
				Request<Feeder, Flow.Publisher<Integer>> {

	}

	/** Replies with the numbers from zero, produced as there is room. */
	record Count(long end, int capacity) implements Request<Feeder, Flow.Publisher<Integer>> {

	}

	/** The same, produced in one long turn. */
	record CountAwaiting(long end, int capacity) implements Request<Feeder, Flow.Publisher<Integer>> {

	}

	record Produce(ReplyStream<Integer> stream, long next, long end) implements Message<Feeder> {

	}

	record ProduceAwaiting(ReplyStream<Integer> stream, long end) implements Message<Feeder> {

	}

	record Do(Consumer<Feeder> action) implements Message<Feeder> {

	}

	record Ask<R>(Function<Feeder, R> question) implements Request<Feeder, R> {

	}

	final ActorContext<Feeder> context;

	final List<ReplyStream<Integer>> streams = new ArrayList<>();

	/** How many items it has produced. */
	volatile int produced;

	Feeder(ActorContext<Feeder> context) {
		this.context = context;
	}

	ReplyStream<Integer> open(int capacity) {
		ReplyStream<Integer> stream = this.context.stream(capacity);
		this.streams.add(stream);
		return stream;
	}

	ReplyStream<Integer> stream() {
		return this.streams.getLast();
	}

	@Receive
	ReplyStream<Integer> open(Open message) {
		return open(message.capacity());
	}

	@Receive
	Flow.Publisher<Integer> make(Make message) {
		return message.maker().apply(this);
	}

	@Receive
	CompletionStage<? extends Flow.Publisher<Integer>> makeLater(MakeLater message) {
		return message.maker().apply(this);
	}

	@Receive
	Flow.Publisher<Integer> count(Count message) {
		ReplyStream<Integer> stream = open(message.capacity());
		this.context.self().tell(new Produce(stream, 0, message.end()));
		return stream;
	}

	@Receive
	Flow.Publisher<Integer> count(CountAwaiting message) {
		ReplyStream<Integer> stream = open(message.capacity());
		this.context.self().tell(new ProduceAwaiting(stream, message.end()));
		return stream;
	}

	@Receive
	void produce(Produce message) {
		ReplyStream<Integer> stream = message.stream();
		long next = message.next();
		while (next < message.end() && stream.emit((int) next)) {
			next++;
			this.produced++;
		}
		if (next == message.end()) {
			stream.complete();
		}
		else if (!stream.isOver()) {
			Produce rest = new Produce(stream, next, message.end());
			this.context.pipe(stream.room(), (room, failure) -> rest);
		}
	}

	@Receive
	void produce(ProduceAwaiting message) {
		ReplyStream<Integer> stream = message.stream();
		for (int i = 0; i < message.end() && this.context.await(stream.room()); i++) {
			stream.emit(i);
			this.produced++;
		}
		stream.complete();
	}

	@Receive(interleave = true)
	void run(Do message) {
		message.action().accept(this);
	}

	@Receive(interleave = true)
	Object answer(Ask<?> message) {
		return message.question().apply(this);
	}

}
