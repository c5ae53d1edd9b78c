package dev.actorspring.demo.auction;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ReplyStream;

/**
 * Those who watch an auction. Belongs to the actor, so it needs no lock either.
 */
final class Watchers {

	/**
	 * How many events may wait for a watcher that is slow.
	 */
	static final int PATIENCE = 64;

	private final List<ReplyStream<AuctionEvent>> streams = new ArrayList<>();

	void add(ReplyStream<AuctionEvent> stream) {
		forgetThoseWhoLeft();
		this.streams.add(stream);
	}

	void announce(AuctionEvent event) {
		forgetThoseWhoLeft();
		for (ReplyStream<AuctionEvent> stream : this.streams) {
			if (!stream.emit(event)) {
				// Too slow. When it connects again it sees where the auction stands.
				stream.complete();
			}
		}
	}

	/**
	 * There is nothing more to see.
	 */
	void dismiss() {
		this.streams.forEach(ReplyStream::complete);
		this.streams.clear();
	}

	private void forgetThoseWhoLeft() {
		this.streams.removeIf(ReplyStream::isOver);
	}

}
