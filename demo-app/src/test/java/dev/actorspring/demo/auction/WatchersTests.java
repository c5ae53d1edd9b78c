package dev.actorspring.demo.auction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import dev.actorspring.ReplyStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchersTests {

	private static final AuctionEvent EVENT = new AuctionEvent(AuctionEvent.Type.WATCHING, null);

	private final Watchers watchers = new Watchers();

	@Test
	void watcherThatIsTooSlowIsDropped() {
		FakeStream slow = add(1);
		FakeStream fast = add(10);
		this.watchers.announce(EVENT);
		this.watchers.announce(EVENT);
		this.watchers.announce(EVENT);
		assertThat(slow.taken).hasSize(1);
		assertThat(slow.over).isTrue();
		assertThat(fast.taken).hasSize(3);
		assertThat(fast.over).isFalse();
	}

	@Test
	void watcherThatHasLeftIsForgotten() {
		FakeStream stream = add(10);
		stream.over = true;
		this.watchers.announce(EVENT);
		expectForgotten(stream);
	}

	@Test
	void dismissEndsAllStreams() {
		FakeStream stream = add(10);
		this.watchers.dismiss();
		assertThat(stream.over).isTrue();
		expectForgotten(stream);
	}

	private void expectForgotten(FakeStream stream) {
		stream.over = false;
		this.watchers.announce(EVENT);
		assertThat(stream.taken).isEmpty();
	}

	private FakeStream add(int capacity) {
		FakeStream stream = new FakeStream(capacity);
		this.watchers.add(stream);
		return stream;
	}

	/**
	 * A stream without a subscriber.
	 */
	private static final class FakeStream implements ReplyStream<AuctionEvent> {

		private final List<AuctionEvent> taken = new ArrayList<>();

		private final int capacity;

		private boolean over;

		FakeStream(int capacity) {
			this.capacity = capacity;
		}

		@Override
		public boolean emit(AuctionEvent item) {
			return !this.over && this.taken.size() < this.capacity && this.taken.add(item);
		}

		@Override
		public void complete() {
			this.over = true;
		}

		@Override
		public void fail(Throwable failure) {
			this.over = true;
		}

		@Override
		public boolean isOver() {
			return this.over;
		}

		@Override
		public CompletionStage<Boolean> room() {
			return CompletableFuture.completedFuture(!this.over);
		}

		@Override
		public void subscribe(Flow.Subscriber<? super AuctionEvent> subscriber) {
			throw new UnsupportedOperationException();
		}

	}

}
