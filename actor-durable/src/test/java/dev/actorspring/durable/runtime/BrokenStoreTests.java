package dev.actorspring.durable.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A store that does what no store should: no thread ends for it, and what concerns one
 * row is not the trouble of others.
 */
class BrokenStoreTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	/** What is done before a method of the store, by its name. */
	private final Map<String, Before> before = new ConcurrentHashMap<>();

	private Duration closing = Duration.ofSeconds(5);

	private DurableActors durable;

	private ActorSystem system;

	@AfterEach
	void stop() {
		this.before.clear();
		this.store.accept(key("bad"));
		this.system.close();
		this.durable.close();
	}

	private void start(Duration lease, Duration patience) {
		StateStore broken = (StateStore) Proxy.newProxyInstance(StateStore.class.getClassLoader(),
				new Class<?>[] { StateStore.class }, (proxy, method, arguments) -> {
					this.before.getOrDefault(method.getName(), (given) -> {
					}).happen(arguments);
					try {
						return method.invoke(this.store, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
		this.durable = DurableActors.builder(broken).lease(lease).patience(patience).closing(this.closing).build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(this.durable.with(bare, Account.Balance.class, "balance", 1, Account::new))
			.build();
		this.durable.start(this.system);
		this.system.start();
	}

	private ActorRef<Account> account(String key) {
		return this.system.keyed(Account.class).get(key);
	}

	private static StateKey key(String key) {
		return new StateKey("account", key);
	}

	private AtomicInteger failTwice(String method) {
		AtomicInteger calls = new AtomicInteger();
		this.before.put(method, (arguments) -> {
			if (calls.incrementAndGet() <= 2) {
				throw new NoClassDefFoundError("of a driver");
			}
		});
		return calls;
	}

	@Test
	void errorDoesNotEndTheLookForAlarms() {
		AtomicInteger calls = failTwice("due");
		start(null, LONG);
		await().until(() -> calls.get() > 3);
	}

	@Test
	void errorDoesNotEndTheRenewalOfTheLease() {
		AtomicInteger acquired = failTwice("acquire");
		AtomicInteger renewed = failTwice("renew");
		start(Duration.ofMillis(600), LONG);
		await().until(() -> renewed.get() > 3);
		assertThat(acquired).hasValueGreaterThan(2);
		await().ignoreExceptions().until(() -> account("a").call(new Account.Add(1), LONG) > 0);
	}

	@Test
	void errorDoesNotEndTheQuestionWhetherTheStoreIsBack() {
		start(null, LONG);
		this.store.failEverything(true);
		AtomicInteger calls = failTwice("now");
		await().until(() -> calls.get() > 3);
		this.store.failEverything(false);
		await().until(() -> this.durable.failure() == null);
	}

	@Test
	void rowThatCannotBeWrittenIsNotTheTroubleOfOthers() throws Exception {
		start(null, Duration.ofSeconds(2));
		account("bad").call(new Account.Get(), LONG);
		failWritesOf("bad");
		CompletableFuture<Integer> bad = account("bad").ask(new Account.Add(1), LONG);
		for (int i = 1; i <= 50; i++) {
			assertThat(account("good").call(new Account.Add(1), LONG)).isEqualTo(i);
			assertThat(this.durable.failure()).isNull();
		}
		assertThat(DurableTest.failure(bad)).isInstanceOf(StateOutcomeUnknownException.class);
		this.before.clear();
		assertThat(account("bad").call(new Account.Add(1), LONG)).isOne();
	}

	@Test
	void rowThatCannotBeWrittenDoesNotFailItsBatch() {
		start(null, LONG);
		account("bad").call(new Account.Get(), LONG);
		CountDownLatch gather = new CountDownLatch(1);
		AtomicInteger writing = new AtomicInteger();
		// Both writers wait, so that the next batch has both rows.
		this.before.put("write", (arguments) -> {
			writing.incrementAndGet();
			gather.await();
		});
		for (String each : List.of("x", "y")) {
			int before = writing.get();
			account(each).ask(new Account.Add(1), LONG);
			await().until(() -> writing.get() > before);
		}
		CompletableFuture<Integer> bad = account("bad").ask(new Account.Add(1), LONG);
		CompletableFuture<Integer> good = account("good").ask(new Account.Add(1), LONG);
		failWritesOf("bad");
		gather.countDown();
		assertThat(good).succeedsWithin(LONG);
		assertThat(bad).isNotDone();
		this.before.clear();
		assertThat(bad).succeedsWithin(LONG).isEqualTo(1);
	}

	@Test
	void rowThatCouldNotBeWrittenUntilTheEndMayHaveBeenWritten() {
		this.closing = Duration.ofMillis(100);
		start(null, LONG);
		account("bad").call(new Account.Get(), LONG);
		AtomicInteger tried = new AtomicInteger();
		this.before.put("write", (arguments) -> {
			tried.incrementAndGet();
			throw new IllegalStateException("of a bug after the commit, for all that is known");
		});
		CompletableFuture<Integer> bad = account("bad").ask(new Account.Add(1), LONG);
		await().until(() -> tried.get() > 1);
		this.durable.close();
		assertThat(DurableTest.failure(bad)).isInstanceOf(StateOutcomeUnknownException.class);
	}

	private void failWritesOf(String key) {
		this.before.put("write", (arguments) -> {
			if (((Collection<?>) arguments[0]).stream()
				.anyMatch((write) -> ((StateWrite) write).key().key().equals(key))) {
				throw new IllegalStateException("of a bug, as the test wants");
			}
		});
	}

	@Test
	void rowThatIsLockedForTooLongIsGivenUp() {
		start(null, Duration.ofSeconds(1));
		this.store.lock(key("bad"), Integer.MAX_VALUE);
		CompletableFuture<Integer> bad = account("bad").ask(new Account.Add(1), LONG);
		assertThat(account("good").call(new Account.Add(1), LONG)).isOne();
		assertThat(DurableTest.failure(bad)).isInstanceOf(StateOutcomeUnknownException.class);
		this.store.accept(key("bad"));
		assertThat(account("bad").call(new Account.Add(1), LONG)).isOne();
	}

	@Test
	void rowThatIsLockedIsWrittenApart() throws Exception {
		start(null, LONG);
		this.store.lock(key("bad"), 3);
		List<Integer> sizes = new CopyOnWriteArrayList<>();
		this.before.put("write", (arguments) -> {
			Collection<?> writes = (Collection<?>) arguments[0];
			if (writes.stream().anyMatch((write) -> ((StateWrite) write).key().equals(key("bad")))) {
				sizes.add(writes.size());
			}
		});
		CompletableFuture<Integer> bad = account("bad").ask(new Account.Add(1), LONG);
		for (int i = 0; !bad.isDone(); i++) {
			account("good").call(new Account.Add(1), LONG);
		}
		assertThat(bad.get()).isOne();
		assertThat(sizes).hasSize(4).endsWith(1, 1, 1);
	}

	@Test
	void storeThatDoesNotAnswerIsAway() {
		start(null, LONG);
		account("a").call(new Account.Add(1), LONG);
		CountDownLatch answer = new CountDownLatch(1);
		this.before.put("write", (arguments) -> answer.await());
		this.before.put("now", (arguments) -> answer.await());
		CompletableFuture<Integer> kept = account("a").ask(new Account.Add(1), LONG);
		await().atMost(LONG).until(() -> this.durable.failure() != null);
		assertThat(DurableTest.failure(account("a").ask(new Account.Get(), LONG)))
			.isInstanceOf(StateUnavailableException.class);
		answer.countDown();
		assertThat(kept).succeedsWithin(LONG).isEqualTo(2);
		await().until(() -> this.durable.failure() == null);
	}

	@Test
	void storeThatCanOnlyBeReadIsAway() {
		start(null, LONG);
		this.store.failWrites(true);
		CompletableFuture<Integer> kept = account("a").ask(new Account.Add(1), LONG);
		await().until(() -> this.durable.failure() != null);
		Exception failure = this.durable.failure();
		AtomicInteger answers = new AtomicInteger();
		this.before.put("now", (arguments) -> answers.incrementAndGet());
		await().until(() -> answers.get() > 3);
		assertThat(this.durable.failure()).isSameAs(failure);
		this.store.failWrites(false);
		assertThat(kept).succeedsWithin(LONG).isEqualTo(1);
		await().until(() -> this.durable.failure() == null);
	}

	/**
	 * Something that happens.
	 */
	@FunctionalInterface
	private interface Before {

		void happen(Object[] arguments) throws Exception;

	}

}
