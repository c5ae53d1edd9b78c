package dev.actorspring.demo.readme;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.Auction;
import dev.actorspring.demo.auction.AuctionEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;

/**
 * Somebody who watches an auction through one node, and begins anew when the stream of
 * its events ends.
 */
final class Watcher implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofMillis(200);

	private final AtomicInteger begun = new AtomicInteger();

	private final String key;

	private final Disposable subscription;

	private volatile long highest;

	Watcher(House house, String key) {
		this.key = key;
		this.subscription = Flux.defer(() -> events(house, key))
			.subscribeOn(Schedulers.boundedElastic())
			.onErrorComplete()
			.repeatWhen((ends) -> ends.delayElements(PAUSE))
			.subscribe(this::see);
	}

	/**
	 * The events of one stream.
	 * @throws AssertionError if it is refused
	 */
	static Flux<AuctionEvent> events(House house, String key) {
		return house.client()
			.get()
			.uri("/auctions/{key}/events", key)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(AuctionEvent.class)
			.getResponseBody();
	}

	private void see(AuctionEvent event) {
		if (event.type() == AuctionEvent.Type.WATCHING) {
			this.begun.incrementAndGet();
		}
		Auction.Status auction = event.auction();
		if (auction != null) {
			this.highest = auction.highest();
		}
	}

	String key() {
		return this.key;
	}

	/** The last bid that it has seen. */
	long highest() {
		return this.highest;
	}

	/** How often it has begun to watch again. */
	int reconnected() {
		return Math.max(0, this.begun.get() - 1);
	}

	@Override
	public void close() {
		this.subscription.dispose();
	}

}
