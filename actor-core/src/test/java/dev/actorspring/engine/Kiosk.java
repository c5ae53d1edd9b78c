package dev.actorspring.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;

/**
 * An actor with states: a kiosk that is closed, open, or empty until it is filled.
 */
@States(value = Kiosk.Stage.class, first = { Kiosk.Closed.class, Kiosk.Empty.class })
class Kiosk {

	record Buy(String item) implements Request<Kiosk, String> {

	}

	record Order(int number) implements Message<Kiosk> {

	}

	record Open(int stock) implements Message<Kiosk> {

	}

	record Close() implements Message<Kiosk> {

	}

	record Knock() implements Message<Kiosk> {

	}

	record Crash() implements Message<Kiosk> {

	}

	record WhereAreYou() implements Request<Kiosk, String> {

	}

	record WaitFor(CompletableFuture<?> future) implements Request<Kiosk, String> {

	}

	record Leap(Object to) implements Request<Kiosk, String> {

	}

	/** What all states have. */
	sealed interface Stage {

		@Receive
		CompletionStage<String> buy(Buy buy) throws IOException;

	}

	private final ActorContext<Kiosk> context;

	private final List<String> log;

	Kiosk(ActorContext<Kiosk> context, List<String> log) {
		this.context = context;
		this.log = log;
		context.become(new Closed());
	}

	static List<String> log() {
		return new CopyOnWriteArrayList<>();
	}

	@Receive(interleave = true)
	String where(WhereAreYou query) {
		return this.context.state().getClass().getSimpleName();
	}

	@Receive
	void crash(Crash crash) {
		throw new IllegalStateException("crashed in " + this.context.state().getClass().getSimpleName());
	}

	@Receive
	String waitFor(WaitFor request) {
		this.context.await(request.future());
		return this.context.state().getClass().getSimpleName();
	}

	@Receive
	@Becomes(Closed.class)
	String leap(Leap leap) {
		this.context.become(leap.to());
		return "leapt";
	}

	@Receive(interleave = true)
	@Becomes({ Kiosk.Opened.class, Kiosk.Empty.class })
	void open(Open open) {
		this.log.add("open");
		this.context.become((open.stock() > 0) ? new Opened(open.stock()) : new Empty());
	}

	@Receive
	@Becomes(Closed.class)
	void close(Close close) {
		this.context.become(new Closed());
	}

	@Receive
	void knock(Knock knock) {
		this.log.add("knock");
	}

	@Receive
	void order(Order order) {
		this.log.add("order " + order.number() + " in " + this.context.state().getClass().getSimpleName());
	}

	Stage closed() {
		return new Closed();
	}

	@Postpone(Order.class)
	final class Closed implements Stage {

		@Override
		public CompletionStage<String> buy(Buy buy) {
			throw Kiosk.this.context.postpone();
		}

	}

	@Ignore(Knock.class)
	final class Opened implements Stage {

		private int stock;

		Opened(int stock) {
			this.stock = stock;
		}

		@OnEntry
		void enter() {
			Kiosk.this.log.add("opened with " + this.stock);
		}

		@Override
		@Becomes(Empty.class)
		public CompletionStage<String> buy(Buy buy) throws IOException {
			if (buy.item().equals("lemon")) {
				throw new IOException("no lemons");
			}
			if (--this.stock == 0) {
				Kiosk.this.context.become(new Empty());
			}
			Kiosk.this.log.add("sold " + buy.item());
			return CompletableFuture.completedFuture(buy.item());
		}

	}

	@Postpone(Order.class)
	final class Empty implements Stage {

		@OnEntry
		void enter(ActorContext<Kiosk> context) {
			Kiosk.this.log.add("empty");
			context.stateTimeout(Duration.ofSeconds(1), new Open(2));
		}

		@Override
		public CompletionStage<String> buy(Buy buy) {
			throw Kiosk.this.context.postpone();
		}

	}

}
