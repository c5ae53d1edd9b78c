package dev.actorspring.demo.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * What the staged endpoint tells, as it is in JSON.
 */
final class Staging {

	private static final Instant BEGIN = Instant.now();

	private static final String FAILURE = "java.net.ConnectException: Connection refused";

	private Staging() {
	}

	static Map<String, Object> tree() {
		Map<String, Object> payments = supervisor("payments", "rest-for-one", List.of(
				actor("payments/ledger", 5, 310, 0),
				with(actor("payments/card-gateway", 912, 22, 2), "oldestMessageAge", "PT8.3S", "handling", "Authorize",
						"handlingFor", "PT0.34S", "handlingTime", "PT0.45S", "lastFailure",
						"java.lang.IllegalStateException: The card network did not answer within 2 s",
						"lastFailureStackTrace", "java.lang.IllegalStateException: The card network\n\tat X.y")),
				restarts("payments/card-gateway", "The card network did not answer within 2 s", 560, 555, 420, 130,
						40));
		Map<String, Object> mailer = with(actor("mailer", 41, 0, 4), "state", "backoff", "since", "PT7.5S",
				"nextAttempt", BEGIN.plusSeconds(600).toString(), "oldestMessageAge", "PT44S", "lastFailure", FAILURE);
		mailer.remove("uptime");
		Map<String, Object> imports = with(actor("import", 0, 0, 1), "state", "stopped", "lastFailure",
				"java.io.UncheckedIOException: No space left on device");
		imports.remove("uptime");
		Map<String, Object> clock = with(actor("clock", 0, 1, 0), "children",
				List.of(actor("clock/hour-hand", 0, 1, 0), actor("clock/minute-hand", 0, 60, 0)));
		Map<String, Object> scanner = with(actor("scanner", 0, 2, 0), "handling", "Scan", "handlingFor", "PT42S",
				"stuck", true);
		Map<String, Object> visitors = with(
				supervisor("visitors", "one-for-one", List.of(actor("visitors/one", 0, 1, 0)), List.of()), "dynamic",
				true);
		return with(supervisor("", "one-for-one",
				List.of(payments, family(), actor("search-index", 27, 120, 0), mailer, imports, clock, pool(), scanner,
						nightShift(), visitors),
				restarts("mailer", "Connection refused", 300, 280, 240, 70)), "name", "root");
	}

	private static Map<String, Object> pool() {
		Map<String, Object> pool = new LinkedHashMap<>(Map.of("size", 2, "busy", 1, "away", 0, "routing", "shared",
				"minSize", 2, "maxSize", 4, "rate", 10, "ratePeriod", "PT1S"));
		return with(actor("press", 4, 8, 0), "pool", pool, "children",
				List.of(actor("press/1", 2, 4, 0), actor("press/2", 2, 4, 0)));
	}

	/**
	 * A supervisor that is disabled; nobody has disabled the actor below it.
	 */
	private static Map<String, Object> nightShift() {
		Map<String, Object> guard = with(actor("night-shift/guard", 0, 0, 0), "state", "stopped");
		guard.remove("uptime");
		return with(supervisor("night-shift", "one-for-one", List.of(guard), List.of()), "state", "disabled");
	}

	/**
	 * Finds an actor. Of the ledger, modules have something to tell.
	 */
	static @Nullable Map<String, Object> find(String path) {
		Map<String, Object> found = find(tree(), path);
		return (found != null && path.equals("payments/ledger")) ? with(found, "details", details()) : found;
	}

	private static Map<String, Object> details() {
		return with(new LinkedHashMap<>(), "stateVersion", 1_204, "unwrittenTurns", 3, "nextAlarm",
				"2999-01-01T12:00:00.5Z", "cacheAge", "PT1M30S", "owner", "node-2");
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Map<String, Object> find(Map<String, Object> node, String path) {
		if (node.get("path").equals(path)) {
			return node;
		}
		for (Map<String, Object> child : (List<Map<String, Object>>) node.getOrDefault("children", List.of())) {
			Map<String, Object> found = find(child, path);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	static Map<String, Object> familyWithKeys(int first, int limit) {
		List<Map<String, Object>> keys = IntStream.range(first, first + limit)
			.mapToObj((key) -> key(String.valueOf(key)))
			.toList();
		return with(family(), "keys", Map.of("actors", keys, "next", String.valueOf(first + limit - 1)));
	}

	static Map<String, Object> key(String key) {
		return with(actor("auction/" + key, 0, 1, 0), "type", "com.example.Auction");
	}

	private static Map<String, Object> family() {
		Map<String, Object> away = with(actor("auction/4004", 14, 0, 7), "state", "backoff", "since", "PT3.2S",
				"lastFailure", "java.lang.NullPointerException: item is null");
		away.remove("uptime");
		Map<String, Object> top = Map.of("depth",
				List.of(actor("auction/77", 311, 9, 0), actor("auction/4004", 14, 0, 7)), "restarts",
				List.of(actor("auction/4004", 14, 0, 7)), "handlingTime",
				List.of(with(actor("auction/12", 0, 3, 0), "handlingTime", "PT0.09S")));
		return with(new LinkedHashMap<>(), "name", "auction", "path", "auction", "kind", "family", "state", "running",
				"since", since(), "type", "com.example.Auction", "active", 1_000_000, "depth", 5_204, "maxDepth", 311,
				"oldestMessageAge", "PT1.4S", "restarts", 1_207, "handled", handled(18_450), "top", top, "away",
				List.of(away), "recentRestarts",
				restarts("auction/4004", "item is null", 590, 500, 430, 380, 330, 270, 210, 160, 110, 70, 30));
	}

	private static Map<String, Object> supervisor(String path, String strategy, List<Map<String, Object>> children,
			List<Map<String, Object>> restarts) {
		return with(new LinkedHashMap<>(), "name", path, "path", path, "kind", "supervisor", "state", "running",
				"since", since(), "strategy", strategy, "intensity", 3, "period", "PT5S", "giveUp", "escalate",
				"children", children, "recentRestarts", restarts);
	}

	private static Map<String, Object> actor(String path, int depth, int rate, int restarts) {
		Map<String, Object> actor = with(new LinkedHashMap<>(), "name", path.substring(path.lastIndexOf('/') + 1),
				"path", path, "kind", "actor", "state", "running", "since", since(), "type", "com.example.Some",
				"depth", depth, "capacity", 1000, "incarnation", restarts + 1, "uptime", since(), "restarts", restarts,
				"handled", handled(rate), "children", List.of(), "lastFailure", null, "lastFailureStackTrace", null,
				"oldestMessageAge", null, "nextAttempt", null);
		return (rate > 0) ? with(actor, "handlingTime", Duration.ofNanos(183_000 + 1_000 * rate).toString()) : actor;
	}

	private static List<Map<String, Object>> restarts(String path, String message, int... secondsAgo) {
		List<Map<String, Object>> restarts = new ArrayList<>();
		for (int ago : secondsAgo) {
			restarts.add(Map.of("path", path, "incarnation", restarts.size() + 2, "reason",
					"error: java.lang.IllegalStateException: " + message, "time", BEGIN.minusSeconds(ago).toString(),
					"duration", "PT0.003S"));
		}
		return restarts;
	}

	private static String since() {
		return Duration.between(BEGIN, Instant.now()).plusHours(2).toString();
	}

	private static long handled(int rate) {
		return Duration.between(BEGIN, Instant.now()).toMillis() * rate / 1000;
	}

	private static Map<String, Object> with(Map<String, Object> node, Object... more) {
		for (int i = 0; i < more.length; i += 2) {
			node.put((String) more[i], more[i + 1]);
		}
		return node;
	}

}
