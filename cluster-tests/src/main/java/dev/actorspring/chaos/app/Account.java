package dev.actorspring.chaos.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * An account that knows all that was ever paid in and out.
 */
@KeyedActor(value = "account", scope = FamilyScope.CLUSTER)
@RequestMapping("/accounts/{key}")
class Account {

	/** What is more is looked at for a while. */
	private static final int LARGE = 100;

	private static final Duration CHECK = Duration.ofSeconds(2);

	private final Durable<Book> book;

	private final HandledLog handled;

	Account(@State(name = "account") Durable<Book> book, HandledLog handled) {
		this.book = book;
		this.handled = handled;
	}

	@Receive
	@PostMapping("/deposits")
	Balance deposit(Deposit deposit) throws InterruptedException {
		return add(deposit.id(), deposit.amount());
	}

	@Receive
	@PostMapping("/withdrawals")
	Balance withdraw(Withdraw withdraw) throws NotEnoughException, InterruptedException {
		long before = this.book.orElse(Book.EMPTY).balance();
		if (before < withdraw.amount()) {
			this.handled.add(withdraw.id());
			throw new NotEnoughException("There are " + before);
		}
		return add(withdraw.id(), -withdraw.amount());
	}

	private Balance add(String id, int amount) throws InterruptedException {
		this.handled.add(id);
		if (amount > LARGE) {
			// Has some in hand whenever something happens to their node.
			Thread.sleep(CHECK);
		}
		Book now = this.book.orElse(Book.EMPTY);
		List<Entry> entries = new ArrayList<>(now.entries());
		entries.add(new Entry(id, amount));
		return new Balance(this.book.set(new Book(now.balance() + amount, entries)).balance());
	}

	@Receive
	@GetMapping
	Balance look(Look look) {
		return new Balance(this.book.orElse(Book.EMPTY).balance());
	}

	record Deposit(@IdempotencyKey String id, int amount) implements Request<Account, Balance> {

	}

	record Withdraw(@IdempotencyKey String id, int amount) implements Request<Account, Balance> {

	}

	record Look() implements Request<Account, Balance> {

	}

	record Balance(long balance) {

	}

	/**
	 * All of an account.
	 *
	 * @param balance the sum of the entries
	 * @param entries in the order in which they were made
	 */
	record Book(long balance, List<Entry> entries) {

		static final Book EMPTY = new Book(0, List.of());

		Book {
			entries = List.copyOf(entries);
		}

	}

	/**
	 * What a request has changed.
	 *
	 * @param id its idempotency key
	 * @param amount less than zero if it was taken
	 */
	record Entry(String id, int amount) {

	}

}
