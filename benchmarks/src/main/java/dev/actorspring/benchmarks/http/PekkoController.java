package dev.actorspring.benchmarks.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import jakarta.annotation.PreDestroy;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Asks an actor of Pekko, one for each account. They are all there from the start: to
 * spawn them on demand their guardian would have to be asked first.
 */
@RestController
class PekkoController {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** As many threads as cores. The default is at least 8, on however few. */
	private static final Config CONFIG = ConfigFactory
		.parseString("pekko.actor.default-dispatcher.fork-join-executor.parallelism-min = 1")
		.withFallback(ConfigFactory.load());

	private final Map<String, ActorRef<Pay>> accounts;

	private final ActorSystem<Void> system;

	PekkoController() {
		CompletableFuture<Map<String, ActorRef<Pay>>> spawned = new CompletableFuture<>();
		this.system = ActorSystem.create(guardian(spawned), "accounts", CONFIG);
		this.accounts = spawned.join();
	}

	private static Behavior<Void> guardian(CompletableFuture<Map<String, ActorRef<Pay>>> spawned) {
		return Behaviors.setup((context) -> {
			spawned.complete(Accounts.IDS.stream()
				.collect(Collectors.toUnmodifiableMap((id) -> id, (id) -> context.spawn(Account.create(id), id))));
			return Behaviors.empty();
		});
	}

	@PostMapping("/accounts/{id}/deposits")
	Mono<Balance> deposit(@PathVariable String id, @RequestBody Deposit deposit) {
		ActorRef<Pay> account = this.accounts.get(id);
		if (account == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return Mono.fromCompletionStage(() -> AskPattern.ask(account,
				(ActorRef<Balance> asker) -> new Pay(deposit.amount(), asker), TIMEOUT, this.system.scheduler()));
	}

	@PreDestroy
	void close() {
		this.system.terminate();
	}

	private record Pay(long amount, ActorRef<Balance> asker) {

	}

	private static final class Account extends AbstractBehavior<Pay> {

		private final String id;

		private long balance;

		private Account(ActorContext<Pay> context, String id) {
			super(context);
			this.id = id;
		}

		static Behavior<Pay> create(String id) {
			return Behaviors.setup((context) -> new Account(context, id));
		}

		@Override
		public Receive<Pay> createReceive() {
			return newReceiveBuilder().onMessage(Pay.class, this::pay).build();
		}

		private Behavior<Pay> pay(Pay message) {
			this.balance = Math.addExact(this.balance, message.amount());
			message.asker().tell(new Balance(this.id, this.balance));
			return this;
		}

	}

}
