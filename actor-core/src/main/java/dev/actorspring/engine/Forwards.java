package dev.actorspring.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Which requests were forwarded and wait for another actor. Any thread. Here and not at
 * the requests, most of which never are.
 */
final class Forwards {

	private final Map<Ask<?>, Ask<?>> open = new ConcurrentHashMap<>();

	/**
	 * Notes where a request has gone, until it is over.
	 * @param first the request
	 * @param next what the other actor was asked in its place
	 */
	void add(Ask<?> first, Ask<?> next) {
		this.open.put(first, next);
		first.whenComplete((reply, failure) -> this.open.remove(first));
	}

	/**
	 * What a request waits for.
	 * @param first the request
	 * @return what another actor was asked in its place; {@code null} if it was not
	 * forwarded
	 */
	@Nullable Ask<?> next(Ask<?> first) {
		return this.open.isEmpty() ? null : this.open.get(first);
	}

}
