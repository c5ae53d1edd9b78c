package dev.actorspring.boot.watchdog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for a lock.
 *
 * @param id its number
 * @param name its name
 * @param lock what it waits for; {@code null} for nothing
 * @param owned what others may wait for
 */
record WaitingThread(long id, String name, @Nullable String lock, Set<String> owned) {

	/**
	 * Finds threads that wait for each other.
	 * @return the cycles, each thread in one at most
	 */
	static List<List<WaitingThread>> cycles(Collection<WaitingThread> threads) {
		Map<String, WaitingThread> owners = new LinkedHashMap<>();
		threads.forEach((thread) -> thread.owned().forEach((lock) -> owners.put(lock, thread)));
		Map<WaitingThread, Integer> seen = new LinkedHashMap<>();
		List<List<WaitingThread>> cycles = new ArrayList<>();
		int walk = 0;
		for (WaitingThread start : threads) {
			walk++;
			WaitingThread next = start;
			while (next != null && !seen.containsKey(next)) {
				seen.put(next, walk);
				next = (next.lock() != null) ? owners.get(next.lock()) : null;
			}
			if (next != null && Integer.valueOf(walk).equals(seen.get(next))) {
				cycles.add(cycle(next, owners));
			}
		}
		return cycles;
	}

	private static List<WaitingThread> cycle(WaitingThread first, Map<String, WaitingThread> owners) {
		List<WaitingThread> cycle = new ArrayList<>();
		WaitingThread next = first;
		while (next != null && (cycle.isEmpty() || next != first)) {
			cycle.add(next);
			next = owners.get(String.valueOf(next.lock()));
		}
		return cycle;
	}

}
