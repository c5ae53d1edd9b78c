package dev.actorspring.cluster.routing;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;

import dev.actorspring.ActorContext;
import dev.actorspring.Event;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

import static org.awaitility.Awaitility.await;

/**
 * Notes what it has handled, in the order in which it came.
 */
class Scribe {

	record Write(String text) implements Message<Scribe> {

	}

	record Read(String text) implements Request<Scribe, Integer> {

	}

	record Wait() implements Request<Scribe, Integer> {

	}

	/** Counts up to a number. */
	record Count(int upTo) implements Request<Scribe, Flow.Publisher<Integer>> {

	}

	record Join(String group) implements Request<Scribe, Boolean> {

	}

	/** What whoever publishes it has said. */
	record Said(long publisher, int number) implements Event {

	}

	record Stop() implements Message<Scribe> {

	}

	private final ActorContext<Scribe> context;

	private final Function<String, Group<Scribe>> groups;

	private final Queue<String> handled;

	Scribe(ActorContext<Scribe> context, Function<String, Group<Scribe>> groups, Queue<String> handled) {
		this.context = context;
		this.groups = groups;
		this.handled = handled;
	}

	@Receive
	void stop(Stop stop) {
		this.context.stop();
	}

	@Receive
	boolean join(Join join) {
		this.context.join(this.groups.apply(join.group()));
		return true;
	}

	@Receive
	void said(Said said) {
		this.handled.add("said " + said.publisher() + " " + said.number());
	}

	@Receive
	void write(Write write) {
		this.handled.add(write.text());
	}

	@Receive
	int read(Read read) {
		this.handled.add(read.text());
		return Integer.parseInt(read.text().substring(2));
	}

	@Receive
	Flow.Publisher<Integer> count(Count count) {
		return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

			private int last;

			private boolean over;

			@Override
			public void request(long n) {
				if (count.upTo() < 0 && !this.over) {
					this.over = true;
					subscriber.onError(new IllegalArgumentException("less than zero"));
				}
				for (long i = 0; i < n && !this.over; i++) {
					subscriber.onNext(++this.last);
					if (this.last == count.upTo()) {
						this.over = true;
						subscriber.onComplete();
					}
				}
			}

			@Override
			public void cancel() {
				if (!this.over) {
					this.over = true;
					Scribe.this.handled.add("cancelled");
				}
			}

		});
	}

	@Receive
	CompletableFuture<Integer> await(Wait wait) {
		this.handled.add("wait");
		return new CompletableFuture<>();
	}

}
