package dev.actorspring.benchmarks.longrun;

import java.time.Duration;
import java.util.concurrent.Flow;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;

/**
 * Does each of the things that an actor may do: answers, blocks, crashes, and feeds
 * streams.
 */
final class Account {

	private final ActorContext<Account> context;

	private long balance;

	Account(ActorContext<Account> context) {
		this.context = context;
	}

	@Receive
	long deposit(Deposit deposit) {
		this.balance += deposit.amount();
		return this.balance;
	}

	@Receive
	long block(Block block) throws InterruptedException {
		Thread.sleep(block.time());
		return this.balance;
	}

	@Receive
	long crash(Crash crash) {
		throw new dev.actorspring.benchmarks.trial.Crash();
	}

	@Receive
	Flow.Publisher<Long> watch(Watch watch) {
		ReplyStream<Long> stream = this.context.stream(Watch.BUFFER);
		this.context.self().tell(new Feed(stream, watch.items()));
		return stream;
	}

	@Receive
	void feed(Feed feed) {
		int left = feed.left();
		while (left > 0 && feed.stream().emit(this.balance)) {
			left--;
		}
		if (left == 0) {
			feed.stream().complete();
		}
		else if (!feed.stream().isOver()) {
			Feed rest = new Feed(feed.stream(), left);
			this.context.pipe(feed.stream().room(), (room, failure) -> rest);
		}
	}

	record Deposit(long amount) implements Request<Account, Long> {

	}

	record Block(Duration time) implements Request<Account, Long> {

	}

	record Crash() implements Request<Account, Long> {

	}

	record Watch(int items) implements Request<Account, Flow.Publisher<Long>> {

		private static final int BUFFER = 16;

	}

	private record Feed(ReplyStream<Long> stream, int left) implements Message<Account> {

	}

}
