package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.test.Invariant;
import dev.actorspring.test.Simulated;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.simulation.FindingKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gate, in any order of turns, writes, crashes and lost connections: nobody sees what
 * is not written, nothing that was confirmed is lost, and nothing is done twice.
 */
class SimulatedGateTests {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final DurableActors durable = DurableActors.builder(this.store).build();

	private final TestActors actors = TestActors.build(this::setUp);

	private final ActorRef<Account> account = this.actors.keyed(Account.class).get("a");

	/** What each request has added that was answered. */
	private final Map<String, Integer> confirmed = new HashMap<>();

	private int seen;

	private ActorSystemBuilder setUp(ActorSystemBuilder builder) {
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null)
			.withPassivateAfter(Duration.ofMillis(200));
		return builder.interceptors(this.durable)
			.actor(this.durable.with(bare, Account.Balance.class, "balance", 1, Account::new));
	}

	private void start() {
		this.store.setClock(this.actors.clock());
		this.durable.start(this.actors.system());
		this.actors.system().start();
	}

	private int written() {
		return this.store.row(new StateKey("account", "a"))
			.map((row) -> row.value().state())
			.map((json) -> Integer.parseInt(json.replaceAll("\\D", "")))
			.orElse(0);
	}

	@Invariant
	void nobodyHasSeenWhatIsNotWritten() {
		assertThat(this.seen).isLessThanOrEqualTo(written());
	}

	@Simulated(seeds = 150, tolerate = { FindingKind.CRASH, FindingKind.UNANSWERED })
	void whatIsConfirmedIsDoneOnce_underCrashesAndLostConnections() {
		start();
		List<String> ids = List.of("one", "two", "three");
		for (String id : ids) {
			this.actors.executor().execute(() -> addUntilConfirmed(id, 2));
		}
		this.actors.executor().execute(this::look);
		this.actors.executor().execute(() -> this.actors.faults().on(this.account).crashNext());
		this.actors.executor().execute(() -> this.actors.faults().on(this.account).crashAfterNext());
		this.actors.executor().execute(() -> this.store.loseConnectionAfterCommit(1));
		this.actors.executor().execute(() -> this.store.loseConnectionBeforeCommit(1));
		this.actors.advance(Duration.ofSeconds(1));
		this.actors.executor().execute(this::look);
		this.actors.advance(Duration.ofSeconds(8));
		this.actors.faults().heal();
		assertThat(this.confirmed).containsOnlyKeys(ids);
		assertThat(written()).isEqualTo(6);
		assertThat(this.account.call(new Account.Get())).isEqualTo(6);
	}

	/**
	 * Asks again, with the same id, until there is an answer.
	 */
	private void addUntilConfirmed(String id, int amount) {
		while (!this.confirmed.containsKey(id)) {
			try {
				this.seen = Math.max(this.seen, this.account.call(new Account.AddOnce(id, amount), PATIENCE));
				this.confirmed.put(id, amount);
			}
			catch (ActorException ex) {
				this.actors.advance(Duration.ofMillis(100));
			}
		}
	}

	private void look() {
		try {
			this.seen = Math.max(this.seen, this.account.call(new Account.Get(), PATIENCE));
		}
		catch (ActorException ex) {
			// It may have crashed.
		}
	}

}
