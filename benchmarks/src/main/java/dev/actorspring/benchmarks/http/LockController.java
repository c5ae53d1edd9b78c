package dev.actorspring.benchmarks.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Keeps all balances behind one lock. It is held for so short a time that the event loop
 * takes it itself: going to another scheduler would only make this slower.
 */
@RestController
class LockController {

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Long> balances = new HashMap<>();

	@PostMapping("/accounts/{id}/deposits")
	Balance deposit(@PathVariable String id, @RequestBody Deposit deposit) {
		this.lock.lock();
		try {
			return new Balance(id, this.balances.merge(id, deposit.amount(), Math::addExact));
		}
		finally {
			this.lock.unlock();
		}
	}

}
