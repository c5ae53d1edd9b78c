package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxFullException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.test.Fault;
import dev.actorspring.test.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Faults of a test come to durable actors, whichever of the two is around the other, and
 * what is written is what was to be written.
 */
class FaultTests extends DurableTest {

	private final Faults faults = new Faults();

	private ActorRef<Account> start(Dispatcher dispatcher, boolean outside) {
		this.durable = DurableActors.builder(states()).patience(Duration.ofSeconds(30)).build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		ActorSpec<Account> spec = this.durable.with(bare.withDispatcher(dispatcher).withMailboxCapacity(2_000),
				Account.Balance.class, "balance", 1,
				(context, balance) -> new Account(context, balance, this.durable.alarms("account", true, context)));
		ActorSystemBuilder builder = ActorSystem.builder().listener(this.events::add).actor(spec);
		this.system = (outside ? builder.interceptors(this.faults).interceptors(this.durable)
				: builder.interceptors(this.durable).interceptors(this.faults))
			.build();
		this.durable.start(this.system);
		this.system.start();
		return account("a");
	}

	private long restarts() {
		return this.events.stream().filter(ActorEvent.Restarted.class::isInstance).count();
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void crash_keepsWhatWasWritten_andNothingElse(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		assertThat(account.call(new Account.Add(5), LONG)).isEqualTo(5);
		this.faults.on(account).crashNext();
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(5);
		this.faults.on(account).crashAfterNext();
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(5);
		assertThat(row("a")).contains("{\"amount\":5}");
		await().until(() -> restarts() == 2);
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void messageThatIsHandledOnce_isHandledAfterACrash(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		this.faults.on(account).crashNext();
		assertThat(failure(account.ask(new Account.AddOnce("one", 2), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.AddOnce("one", 2), LONG)).isEqualTo(2);
		Fault fault = this.faults.on(account).only(Account.AddOnce.class).crashNext();
		assertThat(account.call(new Account.AddOnce("one", 2), LONG)).as("it is not handled again").isEqualTo(2);
		assertThat(fault.times()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void faultComesOnce_toWhatHadToWait(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		this.store.holdWrites();
		for (int i = 0; i < 1_100; i++) {
			account.tell(new Account.Tell(1));
		}
		await().until(() -> this.store.heldBatches() == 1);
		Fault fault = this.faults.on(account).only(Account.Get.class).crashNext();
		CompletableFuture<Integer> crashed = account.ask(new Account.Get(), LONG);
		this.store.releaseWrites();
		assertThat(failure(crashed)).isInstanceOf(ActorCrashedException.class);
		assertThat(fault.times()).isOne();
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(1_100);
		await().until(() -> restarts() == 1);
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void replyIsSeen_whenItIsWrittenAndNotDropped(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		Fault delay = this.faults.on(account).delayReplies(Duration.ofMillis(1));
		this.store.holdWrites();
		CompletableFuture<Integer> added = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1 && delay.times() == 1);
		assertThat(added).isNotDone();
		this.store.releaseWrites();
		assertThat(added.join()).isEqualTo(1);
		Fault lost = this.faults.on(account).dropReplies();
		CompletableFuture<Integer> dropped = account.ask(new Account.Add(1), LONG);
		await().until(() -> lost.times() == 1);
		lost.close();
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(2);
		assertThat(row("a")).contains("{\"amount\":2}");
		assertThat(dropped).isNotDone();
		passivate("a");
		assertThat(dropped).as("nobody waits for what is lost").isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void failedStart_isTriedAgain(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		account.call(new Account.Add(5), LONG);
		passivate("a");
		this.faults.on(account).failStarts(new IllegalStateException("no account"));
		assertThat(failure(account.ask(new Account.Get(), LONG))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("no account");
		this.faults.heal();
		await().until(() -> failure(account.ask(new Account.Get(), LONG)) == null);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(5);
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "VIRTUAL,false", "COMPUTE,true", "COMPUTE,false" })
	void fullMailbox_isNotTheStores(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		Fault full = this.faults.on(account).refuse();
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(MailboxFullException.class);
		full.close();
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "VIRTUAL,true", "COMPUTE,false" })
	void writesOfOneActorAreRefused_orLost(Dispatcher dispatcher, boolean outside) {
		ActorRef<Account> account = start(dispatcher, outside);
		StateKey key = new StateKey("account", "a");
		this.store.refuse(key);
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(StateRefusedException.class);
		assertThat(account("b").call(new Account.Add(1), LONG)).isEqualTo(1);
		this.store.accept(key);
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(1);
		this.store.loseConnectionBeforeCommit(1);
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(2);
		this.store.loseConnectionAfterCommit(1);
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(3);
		this.store.failLoads(true);
		assertThat(failure(account("c").ask(new Account.Get(), LONG))).isInstanceOf(StateUnavailableException.class);
	}

}
