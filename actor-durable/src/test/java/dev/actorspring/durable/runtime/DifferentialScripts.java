package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Random scripts of commands, alarms, crashes, passivations, restarts of an actor and of
 * all, and failures of the store, each beside a model: the replies and the row are equal
 * after each step, and when all alarms have rung. With {@code -Dscripts=100000} there are
 * as many for each dispatcher.
 */
public abstract class DifferentialScripts extends DurableTest {

	private static final int STEPS = 12;

	private final TroubledStore store;

	private final int scripts;

	/**
	 * Creates a test.
	 * @param store that is tested
	 * @param scripts how many there are unless somebody wants another number
	 */
	protected DifferentialScripts(TroubledStore store, int scripts) {
		this.store = store;
		this.scripts = Integer.getInteger("scripts", scripts);
	}

	@Override
	StateStore states() {
		return this.store.asStore();
	}

	@AfterEach
	void close() {
		this.store.releaseWrites();
		stop();
		this.store.close();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void repliesAndRowsAreThoseOfTheModel(Dispatcher dispatcher) {
		start(dispatcher);
		List<Script> all = new ArrayList<>();
		for (int seed = 0; seed < this.scripts; seed++) {
			Script script = new Script(seed, dispatcher);
			script.run();
			all.add(script);
		}
		all.removeIf((script) -> script.alarms.isEmpty());
		this.store.advance(Duration.ofDays(2));
		await().until(() -> all.stream().anyMatch(Script::hasRung));
		restartAll(dispatcher);
		await().atMost(LONG).until(() -> {
			// What was in hand at the end is sent again.
			this.store.advance(Duration.ofSeconds(1));
			return all.stream().allMatch(Script::hasRung);
		});
		all.forEach(Script::expectAlarmsOnce);
	}

	/** In good order: to close a system does not wait for what is in mailboxes. */
	private void restartAll(Dispatcher dispatcher) {
		this.system.stop(LONG);
		stop();
		start(dispatcher);
	}

	/**
	 * One script, with an actor of its own.
	 */
	private final class Script {

		private final Random random;

		private final Dispatcher dispatcher;

		private final String key;

		private ActorRef<Account> account;

		private final List<String> steps = new ArrayList<>();

		/** What the model says. */
		private @Nullable Integer balance;

		private final Map<Integer, Integer> outcomes = new HashMap<>();

		/** What is added later, by name. */
		private final Map<String, Integer> alarms = new HashMap<>();

		private boolean active;

		/** As many as are restarted at once, without a backoff. */
		private int crashesLeft = 3;

		Script(int seed, Dispatcher dispatcher) {
			this.dispatcher = dispatcher;
			this.random = new Random(seed);
			this.key = "s" + seed;
			this.account = account(this.key);
		}

		void run() {
			try {
				for (int i = 0; i < STEPS; i++) {
					step();
					assertThat(state()).isEqualTo((this.balance != null) ? amount(this.balance) : null);
					assertThat(hasRung()).isEqualTo(this.alarms.isEmpty());
				}
			}
			catch (Throwable ex) {
				throw new AssertionError("Script " + this.key + " " + this.steps, ex);
			}
		}

		private static String amount(int number) {
			return "{\"amount\":" + number + "}";
		}

		private Optional<StoredState.Value> row() {
			return DifferentialScripts.this.store.row(new StateKey("account", this.key)).map(StoredState::value);
		}

		private @Nullable String state() {
			return row().map(StoredState.Value::state).orElse(null);
		}

		boolean hasRung() {
			return row().map(StoredState.Value::nextAlarm).isEmpty();
		}

		void expectAlarmsOnce() {
			int later = this.alarms.values().stream().mapToInt(Integer::intValue).sum();
			assertThat(state()).as("%s %s and then %s", this.key, this.steps, this.alarms)
				.isEqualTo(amount(value() + later));
		}

		private void step() {
			int amount = this.random.nextInt(100);
			switch (this.random.nextInt(100)) {
				case 0 -> {
					// It takes the writer a while to try again.
					if (this.random.nextInt(10) == 0) {
						switch (this.random.nextInt(3)) {
							case 0 -> cutOff(amount, true);
							case 1 -> cutOff(amount, false);
							default -> away(amount);
						}
					}
				}
				case 1, 2, 3, 4, 5, 6 -> {
					if (DifferentialScripts.this.store.hasRowTroubles()) {
						refused(amount);
					}
				}
				case 7, 8, 9 -> {
					if (DifferentialScripts.this.store.hasRowTroubles()) {
						locked(amount);
					}
				}
				case 10, 11, 12, 13, 14 -> foreign(amount);
				case 15, 16, 17, 18, 19 -> passivate();
				case 20, 21 -> restart();
				case 22 -> {
					if (this.random.nextInt(4) == 0) {
						restartAll(amount);
					}
				}
				case 23, 24, 25, 26, 27, 28, 29, 30 -> crash(amount);
				case 31, 32, 33, 34, 35 -> delete();
				case 36, 37, 38, 39, 40, 41, 42 -> decline(amount);
				case 43, 44, 45, 46, 47, 48, 49, 50 -> tell(amount);
				case 51, 52, 53, 54, 55, 56 -> burst();
				case 57, 58, 59, 60 -> waiting(amount);
				case 61, 62 -> restartAmidAWrite(amount);
				case 63, 64 -> foreignAmidAWrite(amount);
				case 65, 66, 67, 68, 69, 70 -> get();
				case 71, 72, 73, 74, 75, 76, 77, 78, 79, 80 -> once();
				case 81, 82, 83, 84, 85, 86 -> later(amount);
				case 87, 88 -> cancel();
				default -> add(amount);
			}
		}

		private int value() {
			return (this.balance != null) ? this.balance : 0;
		}

		private void add(int amount) {
			this.steps.add("add " + amount);
			int expected = value() + amount;
			assertThat(this.account.call(new Account.Add(amount), LONG)).isEqualTo(expected);
			this.balance = expected;
			this.active = true;
		}

		private void get() {
			this.steps.add("get");
			assertThat(this.account.call(new Account.Get(), LONG)).isEqualTo(value());
			this.active = true;
		}

		private void decline(int amount) {
			this.steps.add("decline " + amount);
			this.balance = value() + amount;
			assertThat(failure(this.account.ask(new Account.AddAndDecline(amount), LONG)))
				.isInstanceOf(Account.Declined.class)
				.hasMessage("at " + this.balance);
			this.active = true;
		}

		/** Perhaps for the first time, perhaps not, and twice at once. */
		private void once() {
			int id = this.random.nextInt(4);
			int amount = 10 + id;
			this.steps.add("once " + id);
			Account.AddOnce message = new Account.AddOnce("id" + id, amount);
			CompletableFuture<Integer> first = this.account.ask(message, LONG);
			CompletableFuture<Integer> second = this.account.ask(message, LONG);
			Integer outcome = this.outcomes.get(id);
			if (outcome == null) {
				outcome = value() + amount;
				this.balance = outcome;
				this.outcomes.put(id, outcome);
			}
			for (CompletableFuture<Integer> each : List.of(first, second)) {
				if (amount % 2 == 1) {
					assertThat(failure(each)).isInstanceOf(Account.Declined.class).hasMessage("at " + outcome);
				}
				else {
					assertThat(each.join()).isEqualTo(outcome);
				}
			}
			this.active = true;
		}

		private void tell(int amount) {
			this.steps.add("tell " + amount);
			this.account.tell(new Account.Tell(amount));
			this.balance = value() + amount;
			get();
		}

		private void crash(int amount) {
			if (this.crashesLeft-- <= 0) {
				return;
			}
			this.steps.add("crash " + amount);
			assertThat(failure(this.account.ask(new Account.AddAndCrash(amount), LONG)))
				.isInstanceOf(ActorCrashedException.class);
			get();
		}

		private void delete() {
			this.steps.add("delete");
			assertThat(this.account.call(new Account.Delete(), LONG)).isEqualTo(this.balance != null);
			this.balance = null;
			this.active = true;
		}

		/** Perhaps in the place of another one, perhaps by a turn that crashes. */
		private void later(int amount) {
			boolean crash = this.random.nextInt(4) == 0 && this.crashesLeft-- > 0;
			String name = this.random.nextBoolean() ? "x" : "y";
			this.steps.add("later " + name + " " + amount + (crash ? " crashes" : ""));
			CompletableFuture<Boolean> set = this.account.ask(new Account.AddLater(name, amount, crash), LONG);
			if (crash) {
				assertThat(failure(set)).isInstanceOf(ActorCrashedException.class);
				get();
			}
			else {
				assertThat(set.join()).isEqualTo(this.alarms.put(name, amount) != null);
			}
			this.active = true;
		}

		private void cancel() {
			String name = this.random.nextBoolean() ? "x" : "y";
			this.steps.add("cancel " + name);
			assertThat(this.account.call(new Account.Cancel(name), LONG)).isEqualTo(this.alarms.remove(name) != null);
			this.active = true;
		}

		/** Many at once, some of which crash: the others are not touched by that. */
		private void burst() {
			this.steps.add("burst");
			List<CompletableFuture<Integer>> asked = new ArrayList<>();
			List<Integer> expected = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				boolean crash = this.random.nextInt(8) == 0 && this.crashesLeft-- > 0;
				asked.add(this.account.ask(crash ? new Account.AddAndCrash(1) : new Account.Add(1), LONG));
				this.balance = crash ? this.balance : Integer.valueOf(value() + 1);
				expected.add(crash ? null : this.balance);
			}
			for (int i = 0; i < asked.size(); i++) {
				if (expected.get(i) != null) {
					assertThat(asked.get(i).join()).isEqualTo(expected.get(i));
				}
				else {
					assertThat(failure(asked.get(i))).isInstanceOf(ActorCrashedException.class);
				}
			}
			get();
		}

		/**
		 * A turn sets, waits while others look and perhaps set, and sets again: what it
		 * has read before is stale then.
		 */
		private void waiting(int amount) {
			boolean others = this.random.nextBoolean();
			boolean reads = this.random.nextBoolean();
			boolean crashes = !reads && others;
			if (this.dispatcher == Dispatcher.COMPUTE || (crashes && this.crashesLeft-- <= 0)) {
				// A handler on COMPUTE must not wait.
				return;
			}
			this.steps.add("waiting " + amount + (others ? " while others set" : "") + (reads ? ", reads again" : ""));
			int before = value() + amount;
			CompletableFuture<Void> held = new CompletableFuture<>();
			CompletableFuture<Object> waits = this.account.ask(new Account.Do((state, context) -> {
				state.set(new Account.Balance(state.orElse(new Account.Balance(0)).amount() + amount));
				context.await(held);
				int base = reads ? state.get().amount() : before;
				return state.set(new Account.Balance(base + 1)).amount();
			}), LONG);
			assertThat(this.account.call(new Account.Look(), LONG)).isEqualTo(before);
			this.balance = before;
			assertThat(state()).isEqualTo(amount(before));
			if (others) {
				this.balance = before + 10;
				assertThat(this.account.call(
						new Account.Interleave(
								(state, context) -> state.set(new Account.Balance(state.get().amount() + 10)).amount()),
						LONG))
					.isEqualTo(this.balance);
			}
			held.complete(null);
			if (crashes) {
				assertThat(failure(waits)).isInstanceOf(ActorCrashedException.class)
					.rootCause()
					.hasMessageContaining("was set by another turn");
			}
			else {
				this.balance = value() + 1;
				assertThat(waits.join()).isEqualTo(this.balance);
			}
			get();
		}

		private void awaitHeld() {
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> DifferentialScripts.this.store.heldBatches() == 1);
		}

		/** What waits for a write survives the incarnation. */
		private void restartAmidAWrite(int amount) {
			this.steps.add("restart amid the write of " + amount);
			get();
			DifferentialScripts.this.store.holdWrites();
			CompletableFuture<Integer> first = this.account.ask(new Account.Add(amount), LONG);
			awaitHeld();
			CompletableFuture<Integer> second = this.account.ask(new Account.Add(1), LONG);
			DifferentialScripts.this.system.operations("account/" + this.key).orElseThrow().restart().join();
			CompletableFuture<Integer> third = this.account.ask(new Account.Get(), LONG);
			assertThat(List.of(first, second, third)).noneMatch(CompletableFuture::isDone);
			DifferentialScripts.this.store.releaseWrites();
			int before = value();
			this.balance = before + amount + 1;
			assertThat(first.join()).isEqualTo(before + amount);
			assertThat(second.join()).isEqualTo(this.balance);
			assertThat(third.join()).isEqualTo(this.balance);
		}

		/**
		 * Somebody else writes before a write under way is applied: what waits behind is
		 * lost with it, or is handled when that is known.
		 */
		private void foreignAmidAWrite(int amount) {
			this.steps.add("foreign " + amount + " amid a write");
			get();
			DifferentialScripts.this.store.holdWrites();
			CompletableFuture<Integer> first = this.account.ask(new Account.Add(1), LONG);
			awaitHeld();
			CompletableFuture<Integer> second = this.account.ask(new Account.Add(1), LONG);
			put(amount);
			DifferentialScripts.this.store.releaseWrites();
			assertThat(failure(first)).isInstanceOf(StateConflictException.class);
			this.balance = amount;
			Throwable lost = failure(second);
			if (lost == null) {
				this.balance = amount + 1;
				assertThat(second.join()).isEqualTo(this.balance);
			}
			else {
				assertThat(lost).isInstanceOf(StateConflictException.class);
			}
			get();
		}

		private void passivate() {
			this.steps.add("passivate");
			if (DifferentialScripts.this.system.find("account/" + this.key).isPresent()) {
				DifferentialScripts.this.passivate(this.key);
			}
			this.active = false;
		}

		private void restart() {
			this.steps.add("restart");
			get();
			DifferentialScripts.this.system.operations("account/" + this.key).orElseThrow().restart().join();
			get();
		}

		/** What waits in a mailbox is handled first. */
		private void restartAll(int amount) {
			this.steps.add("restart of all after telling " + amount);
			this.account.tell(new Account.Tell(amount));
			this.balance = value() + amount;
			DifferentialScripts.this.restartAll(this.dispatcher);
			this.account = account(this.key);
			get();
		}

		private void refused(int amount) {
			this.steps.add("refused " + amount);
			StateKey row = new StateKey("account", this.key);
			DifferentialScripts.this.store.refuse(row);
			assertThat(failure(this.account.ask(new Account.Add(amount), LONG)))
				.isInstanceOf(StateRefusedException.class);
			DifferentialScripts.this.store.accept(row);
			get();
		}

		private void locked(int amount) {
			this.steps.add("locked " + amount);
			DifferentialScripts.this.store.lock(new StateKey("account", this.key), 1 + this.random.nextInt(2));
			add(amount);
		}

		private void cutOff(int amount, boolean after) {
			this.steps.add("cut off " + (after ? "after" : "before") + " the commit of " + amount);
			if (after) {
				DifferentialScripts.this.store.loseConnectionAfterCommit();
			}
			else {
				DifferentialScripts.this.store.loseConnectionBeforeCommit();
			}
			add(amount);
			await().until(() -> DifferentialScripts.this.durable.failure() == null);
		}

		/** Nobody can reach the store for a moment. */
		private void away(int amount) {
			this.steps.add("store away during " + amount);
			get();
			DifferentialScripts.this.store.failEverything(true);
			CompletableFuture<Integer> added = this.account.ask(new Account.Add(amount), LONG);
			await().until(() -> DifferentialScripts.this.durable.failure() != null);
			assertThat(failure(this.account.ask(new Account.Get(), LONG)))
				.isInstanceOf(StateUnavailableException.class);
			// The alarm poller can be the first to notice.
			boolean refused = added.isDone();
			DifferentialScripts.this.store.failEverything(false);
			if (refused) {
				assertThat(failure(added)).isInstanceOf(StateUnavailableException.class);
			}
			else {
				this.balance = value() + amount;
				assertThat(added.join()).isEqualTo(this.balance);
			}
			await().until(() -> DifferentialScripts.this.durable.failure() == null);
			get();
		}

		/** Somebody else writes. */
		private void foreign(int amount) {
			this.steps.add("foreign " + amount);
			put(amount);
			this.balance = amount;
			if (this.active) {
				assertThat(failure(this.account.ask(new Account.Add(1), LONG)))
					.isInstanceOf(StateConflictException.class);
			}
			get();
		}

		private void put(int amount) {
			StateKey row = new StateKey("account", this.key);
			long version = DifferentialScripts.this.store.row(row).map(StoredState::version).orElse(0L) + 1;
			DifferentialScripts.this.store.put(new StoredState(row, version, UUID.randomUUID(),
					new StoredState.Value("balance", 1, amount(amount), null, null), Instant.EPOCH));
			this.alarms.clear();
		}

	}

}
