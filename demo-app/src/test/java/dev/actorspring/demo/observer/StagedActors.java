package dev.actorspring.demo.observer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The endpoint {@code actors} with a tree in which much goes wrong, and a family of a
 * million keys.
 */
@Endpoint(id = "actors", defaultAccess = Access.READ_ONLY)
class StagedActors {

	/**
	 * Pages of keys that were asked for, as {@code limit after key}.
	 */
	final List<String> pages = new CopyOnWriteArrayList<>();

	final List<String> actions = new CopyOnWriteArrayList<>();

	/**
	 * Other nodes whose tree was asked for.
	 */
	final List<String> nodes = new CopyOnWriteArrayList<>();

	final AtomicInteger reads = new AtomicInteger();

	final AtomicInteger atOnce = new AtomicInteger();

	final AtomicInteger mostAtOnce = new AtomicInteger();

	/**
	 * The tree is told once this is open.
	 */
	volatile CountDownLatch gate = new CountDownLatch(0);

	@ReadOperation
	Map<String, Object> tree(@Nullable String node) throws InterruptedException {
		if (node != null) {
			this.nodes.add(node);
		}
		this.mostAtOnce.accumulateAndGet(this.atOnce.incrementAndGet(), Math::max);
		try {
			this.gate.await();
			this.reads.incrementAndGet();
			return Staging.tree();
		}
		finally {
			this.atOnce.decrementAndGet();
		}
	}

	@ReadOperation
	@Nullable Map<String, Object> node(@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable Integer limit,
			@Nullable String after) {
		String joined = String.join("/", path);
		if (joined.equals("auction")) {
			this.pages.add(limit + " after " + after);
			return Staging.familyWithKeys((after != null) ? Integer.parseInt(after) + 1 : 0, limit);
		}
		return joined.startsWith("auction/") ? Staging.key(joined.substring("auction/".length()))
				: Staging.find(joined);
	}

	@WriteOperation
	WebEndpointResponse<Map<String, Object>> act(@Selector(match = Match.ALL_REMAINING) String[] path, String action) {
		String joined = String.join("/", path);
		this.actions.add(action + " " + joined);
		return joined.equals("mailer") ? new WebEndpointResponse<>(Map.of("error", "mailer is on holiday"), 409)
				: new WebEndpointResponse<>(Staging.find(joined));
	}

}
