package dev.actorspring.benchmarks.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Keeps each balance on a thread of its own, a virtual one, so that a thousand of them
 * cost little.
 */
@RestController
class ExecutorController {

	private final Map<String, Account> accounts = new ConcurrentHashMap<>();

	@PostMapping("/accounts/{id}/deposits")
	Mono<Balance> deposit(@PathVariable String id, @RequestBody Deposit deposit) {
		Account account = this.accounts.computeIfAbsent(id, Account::new);
		return Mono.fromFuture(() -> account.deposit(deposit.amount()));
	}

	@PreDestroy
	void close() {
		this.accounts.values().forEach((account) -> account.thread.shutdown());
	}

	private static final class Account {

		private final String id;

		private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

		private long balance;

		Account(String id) {
			this.id = id;
		}

		CompletableFuture<Balance> deposit(long amount) {
			return CompletableFuture.supplyAsync(() -> {
				this.balance = Math.addExact(this.balance, amount);
				return new Balance(this.id, this.balance);
			}, this.thread);
		}

	}

}
