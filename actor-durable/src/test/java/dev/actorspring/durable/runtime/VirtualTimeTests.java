package dev.actorspring.durable.runtime;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Durable actors in a test whose time stands still, as docs/testing.md shows it.
 */
class VirtualTimeTests {

	InMemoryStateStore store = new InMemoryStateStore();

	DurableActors durable = DurableActors.builder(this.store).build();

	ActorSpec<Account> spec = this.durable.with(ActorSpec.keyed("account", Account.class, (context) -> null),
			Account.Balance.class, "balance", 1,
			(context, balance) -> new Account(context, balance, this.durable.alarms("account", true, context)));

	TestActors actors = TestActors.build((builder) -> builder.interceptors(this.durable).actor(this.spec));

	@BeforeEach
	void start() {
		this.store.setClock(this.actors.clock());
		this.durable.start(this.actors.system());
		this.actors.system().start();
	}

	@AfterEach
	void stop() {
		this.actors.close();
		this.durable.close();
	}

	private ActorRef<Account> account() {
		return this.actors.keyed(Account.class).get("a");
	}

	private String written() {
		return this.store.row(new StateKey("account", "a")).map((row) -> row.value().state()).orElse("nothing");
	}

	@Test
	void whatWasToldIsWrittenWhenAllIsQuiet() {
		account().tell(new Account.Tell(5));
		this.actors.awaitQuiet();
		assertThat(written()).isEqualTo("{\"amount\":5}");
	}

	@Test
	void alarmsComeWithTheTime() {
		this.actors.ask(account(), new Account.AddLater("later", 3, false));
		this.actors.advance(Duration.ofHours(23));
		assertThat(this.actors.ask(account(), new Account.Get())).isZero();
		this.actors.advance(Duration.ofHours(2));
		assertThat(this.actors.ask(account(), new Account.Get())).isEqualTo(3);
	}

	@Test
	void storeThatIsAwayIsTriedAgainAsTheTimeGoesOn() {
		this.actors.ask(account(), new Account.Add(1));
		this.store.failWrites(true);
		account().tell(new Account.Tell(5));
		this.actors.advance(Duration.ofSeconds(1));
		assertThat(written()).isEqualTo("{\"amount\":1}");
		this.store.failWrites(false);
		this.actors.advance(Duration.ofSeconds(1));
		assertThat(written()).isEqualTo("{\"amount\":6}");
	}

}
