package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import dev.actorspring.ActorRef;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What simulations find, and how they say it.
 */
class SimulatorTests {

	private static final SimulationOptions OPTIONS = SimulationOptions.DEFAULT.schedules(200);

	private static SimulationReport run(SimulationOptions options, Callable<@Nullable Object> test) {
		return Simulator.of(options, test).run();
	}

	private static Finding find(Callable<@Nullable Object> test) {
		return run(OPTIONS, test).failure().orElseThrow().finding();
	}

	private static ActorRef<Performer> actor() {
		return TestActors.start(Performer.spec("actor")).actor(Performer.class);
	}

	@Test
	void nothingIsFoundWhereAllIsWell() {
		SimulationReport report = run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("a"), Performer.spec("b"));
			CompletableFuture<@Nullable Object> one = actors.system()
				.actor("a", Performer.class)
				.ask(Performer.compute(() -> 1));
			CompletableFuture<@Nullable Object> two = actors.system()
				.actor("b", Performer.class)
				.ask(Performer.compute(() -> 2));
			return one.get() == two.get();
		});
		assertThat(report.failure()).isEmpty();
		assertThat(report.schedules()).isEqualTo(200);
		assertThat(report.isComplete()).isFalse();
	}

	@Test
	void oneScheduleIsEnoughWhereThereIsNothingToChoose() {
		SimulationReport report = run(OPTIONS, () -> actor().ask(Performer.compute(() -> 5)).get());
		assertThat(report.failure()).isEmpty();
		assertThat(report.schedules()).isOne();
		assertThat(report.isComplete()).isTrue();
	}

	@Test
	void failureOfTheTestIsFound() {
		Finding found = find(() -> {
			throw new IllegalStateException("not what was expected");
		});
		assertThat(found.kind()).isEqualTo(FindingKind.FAILURE);
		assertThat(found.text()).isEqualTo("IllegalStateException: not what was expected");
		assertThat(found.cause()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void failureOfWhatRunsBesideTheTestIsFound() {
		Finding found = find(() -> {
			TestActors.start().executor().execute(() -> {
				throw new IllegalStateException("beside");
			});
			return null;
		});
		assertThat(found).hasToString("FAILURE: IllegalStateException: beside");
	}

	@Test
	void conditionThatFailsEndsIt() {
		Finding found = find(() -> {
			Simulation.current().orElseThrow().await(() -> {
				throw new IllegalStateException("no condition");
			});
			return null;
		});
		assertThat(found.text()).contains("no condition");
	}

	@Test
	void crashIsFoundThoughNobodyWaits() {
		Callable<@Nullable Object> test = () -> {
			Performer.tell(actor(), () -> {
				throw new IllegalStateException("boom");
			});
			return null;
		};
		assertThat(find(test)).hasToString("CRASH: actor has crashed with java.lang.IllegalStateException: boom");
		assertThat(run(OPTIONS.tolerating(FindingKind.CRASH), test).failure()).isEmpty();
	}

	@Test
	void failedStartIsFound() {
		Finding found = find(() -> {
			TestActors actors = TestActors.start();
			actors.system().spawn(Performer.spec("actor").withFactory((context) -> {
				throw new IllegalStateException("no licence");
			}));
			return null;
		});
		assertThat(found.kind()).isEqualTo(FindingKind.CRASH);
		assertThat(found.text()).startsWith("actor is in backoff for").endsWith("no licence");
	}

	@Test
	void requestWithoutReplyIsFoundThoughTheTestDoesNotWait() {
		Callable<@Nullable Object> test = () -> {
			TestActors actors = TestActors.start();
			Probe<Performer> silent = actors.probe(Performer.class);
			silent.ref().ask(Performer.compute(() -> 1));
			return null;
		};
		assertThat(find(test)).hasToString("UNANSWERED: Compute of test got no reply in time");
		assertThat(run(OPTIONS.tolerating(FindingKind.UNANSWERED), test).failure()).isEmpty();
	}

	@Test
	void waitForWhatCanNeverComeIsFound() {
		assertThat(find(() -> {
			TestActors actors = TestActors.start();
			return actors.await(new CompletableFuture<>());
		})).hasToString("DEADLOCK: nothing can happen any more, and these wait: test");
		assertThat(find(() -> {
			actor().tell(Performer.performs((context) -> context.await(new CompletableFuture<>())));
			return null;
		})).hasToString("DEADLOCK: the test has ended, nothing more can come, and these still wait: actor");
	}

	@Test
	void whoeverWaitsWhenTheTestEndsMayBeHelpedByTheTime() {
		AtomicInteger ended = new AtomicInteger();
		SimulationReport report = run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("waits"), Performer.spec("brings"));
			CompletableFuture<@Nullable Object> brought = new CompletableFuture<>();
			actors.system()
				.actor("brings", Performer.class)
				.tell(Performer.performs((context) -> context.schedule(Duration.ofMinutes(1),
						Performer.perform(() -> brought.complete(null)))));
			actors.system().actor("waits", Performer.class).tell(Performer.performs((context) -> {
				context.await(brought);
				ended.incrementAndGet();
			}));
			return null;
		});
		assertThat(report.failure()).isEmpty();
		assertThat(ended).hasValue(report.schedules());
	}

	@Test
	void whatNeverEndsIsFound() {
		Finding found = run(OPTIONS.steps(500), () -> {
			ActorRef<Performer> actor = actor();
			again(actor);
			return null;
		}).failure().orElseThrow().finding();
		assertThat(found).hasToString("ENDLESS: still going on after 500 steps and 0 ms: actor");
	}

	private static void again(ActorRef<Performer> actor) {
		Performer.tell(actor, () -> again(actor));
	}

	@Test
	void sleepIsNamed() {
		Finding found = find(() -> {
			Performer.tell(actor(), () -> sleep(Duration.ofSeconds(1)));
			return null;
		});
		assertThat(found.kind()).isEqualTo(FindingKind.BLOCKED);
		assertThat(found.text()).startsWith("actor waits for something that the simulator does not know of")
			.contains("Thread.sleep", "SimulatorTests.sleep");
	}

	private static void sleep(Duration time) {
		try {
			Thread.sleep(time);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void lockIsNamed() {
		ReentrantLock lock = new ReentrantLock();
		lock.lock();
		try {
			Finding found = find(() -> {
				Performer.tell(actor(), lock::lock);
				return null;
			});
			assertThat(found.kind()).isEqualTo(FindingKind.BLOCKED);
			assertThat(found.text()).contains("ReentrantLock.lock");
		}
		finally {
			lock.unlock();
		}
	}

	@Test
	void monitorIsNamed() {
		Object monitor = new Object();
		synchronized (monitor) {
			Finding found = find(() -> {
				Performer.tell(actor(), () -> {
					synchronized (monitor) {
						throw new IllegalStateException("not to be reached");
					}
				});
				return null;
			});
			assertThat(found.kind()).isEqualTo(FindingKind.BLOCKED);
		}
	}

	@Test
	void futureThatOnlyTheTestKnowsIsNamed() {
		Finding found = find(() -> actor().ask(Performer.compute(() -> 1)).thenApply((value) -> value).join());
		assertThat(found.kind()).isEqualTo(FindingKind.BLOCKED);
		assertThat(found.text()).startsWith("test waits").contains("CompletableFuture.join");
		assertThat(run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("actor"));
			return actors
				.await(actors.actor(Performer.class).ask(Performer.compute(() -> 1)).thenApply((value) -> value));
		}).failure()).isEmpty();
	}

	@Test
	void threadOfSomebodyElseIsNamed() {
		CountDownLatch end = new CountDownLatch(1);
		try {
			Finding found = find(() -> {
				TestActors actors = TestActors.start(Performer.spec("actor"));
				ActorRef<Performer> actor = actors.actor(Performer.class);
				Thread.ofPlatform().name("stranger").start(() -> Performer.tell(actor, end::countDown)).join();
				return null;
			});
			assertThat(found.kind()).isEqualTo(FindingKind.FOREIGN_THREAD);
			assertThat(found.text()).startsWith("the thread 'stranger' has had actor do something");
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void chanceIsNamed() {
		Finding found = find(() -> {
			TestActors actors = TestActors.start(Performer.spec("a"), Performer.spec("b"));
			for (String name : List.of("a", "b")) {
				Performer.tell(actors.system().actor(name, Performer.class), () -> {
				});
			}
			if (ThreadLocalRandom.current().nextInt(8) == 0) {
				throw new IllegalStateException("by chance");
			}
			return null;
		});
		assertThat(found.kind()).isIn(FindingKind.UNDETERMINED, FindingKind.FAILURE);
		// Unless chance has it twice in a row.
		if (found.kind() == FindingKind.UNDETERMINED) {
			assertThat(found.text()).contains("by chance", "something else decides");
		}
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void actorsRunOneAtATimeOnAnyDispatcher(Dispatcher dispatcher) {
		Set<String> orders = new TreeSet<>();
		AtomicInteger inside = new AtomicInteger();
		SimulationReport report = run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("a").withDispatcher(dispatcher),
					Performer.spec("b").withDispatcher(dispatcher), Performer.spec("c").withDispatcher(dispatcher));
			StringBuffer order = new StringBuffer();
			for (String name : List.of("a", "b", "c")) {
				Performer.tell(actors.system().actor(name, Performer.class), () -> {
					assertThat(inside.incrementAndGet()).isOne();
					Thread.yield();
					order.append(name);
					inside.decrementAndGet();
				});
			}
			actors.awaitQuiet();
			orders.add(order.toString());
			return null;
		});
		assertThat(report.failure()).isEmpty();
		assertThat(orders).containsExactly("abc", "acb", "bac", "bca", "cab", "cba");
	}

	@Test
	void othersMayComeInBetweenTwoThingsThatATurnSends() {
		Set<String> orders = new TreeSet<>();
		SimulationReport report = run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("sender"), Performer.spec("other"),
					Performer.spec("log"));
			ActorRef<Performer> other = actors.system().actor("other", Performer.class);
			ActorRef<Performer> log = actors.system().actor("log", Performer.class);
			StringBuffer order = new StringBuffer();
			Performer.tell(actors.system().actor("sender", Performer.class), () -> {
				Performer.tell(other, () -> Performer.tell(log, () -> order.append("other ")));
				Performer.tell(log, () -> order.append("sender "));
			});
			actors.awaitQuiet();
			orders.add(order.toString());
			return null;
		});
		assertThat(report.failure()).isEmpty();
		assertThat(orders).containsExactly("other sender ", "sender other ");
	}

	@Test
	void invariantsAreNotCheckedInTheMiddleOfATurn() {
		SimulationReport report = new Simulator(OPTIONS, () -> (invariants) -> {
			AtomicInteger sum = new AtomicInteger();
			invariants.accept(() -> assertThat(sum).hasValue(0));
			TestActors actors = TestActors.start(Performer.spec("a"), Performer.spec("b"), Performer.spec("log"));
			ActorRef<Performer> log = actors.system().actor("log", Performer.class);
			for (String name : List.of("a", "b")) {
				Performer.tell(actors.system().actor(name, Performer.class), () -> {
					sum.incrementAndGet();
					Performer.tell(log, () -> {
					});
					sum.decrementAndGet();
				});
			}
			actors.awaitQuiet();
		}).run();
		assertThat(report.failure()).isEmpty();
	}

	@Test
	void timeGoesOnByItself() {
		SimulationReport report = run(OPTIONS, () -> {
			TestActors actors = TestActors.start(Performer.spec("actor"));
			ActorRef<Performer> actor = actors.actor(Performer.class);
			List<String> rung = new ArrayList<>();
			actor.tell(Performer.performs((context) -> {
				context.schedule(Duration.ofDays(20), Performer.perform(() -> rung.add("late")));
				context.schedule(Duration.ofDays(10), Performer.perform(() -> rung.add("early")));
			}));
			actors.advance(Duration.ofDays(30));
			actors.awaitQuiet();
			assertThat(rung).containsExactly("early", "late");
			return null;
		});
		assertThat(report.failure()).isEmpty();
	}

	@Test
	void timeIsHeldUpNoLongerThanAllowed() {
		Callable<@Nullable Object> test = () -> {
			TestActors actors = TestActors.start(Performer.spec("actor"));
			return actors.actor(Performer.class).ask(Performer.compute(() -> 1), Duration.ofMillis(101)).get();
		};
		assertThat(run(OPTIONS, test).failure()).isEmpty();
		assertThat(run(OPTIONS.delay(Duration.ofMillis(101)), test).failure().orElseThrow().finding().kind())
			.isEqualTo(FindingKind.UNANSWERED);
	}

	@Test
	void futureIsWaitedForNoLongerThanIsSaid() {
		SimulationReport report = run(OPTIONS.tolerating(FindingKind.UNANSWERED), () -> {
			TestActors actors = TestActors.start();
			Probe<Performer> silent = actors.probe(Performer.class);
			CompletableFuture<@Nullable Object> asked = silent.ref()
				.ask(Performer.compute(() -> 1), Duration.ofSeconds(5));
			assertThatThrownBy(() -> asked.get(4, TimeUnit.SECONDS))
				.isInstanceOf(java.util.concurrent.TimeoutException.class);
			assertThatThrownBy(asked::get).hasCauseInstanceOf(AskTimeoutException.class);
			return null;
		});
		assertThat(report.failure()).isEmpty();
	}

	@Test
	void systemIsStoppedLikeAnyOther() {
		SimulationReport report = run(OPTIONS, () -> {
			AtomicInteger handled = new AtomicInteger();
			TestActors actors = TestActors.start(Performer.spec("actor"));
			Performer.tell(actors.actor(Performer.class), handled::incrementAndGet);
			actors.system().stop(Duration.ofSeconds(1));
			assertThat(handled).hasValue(1);
			assertThat(actors.system().isRunning()).isFalse();
			return null;
		});
		assertThat(report.failure()).isEmpty();
	}

	@Test
	void allSchedulesAreTriedOnceButForThoseThatOnlySwapWhatHasNothingInCommon() {
		AtomicInteger runs = new AtomicInteger();
		Set<String> orders = new TreeSet<>();
		// Two that send to the same actor, which sees in which order.
		Callable<@Nullable Object> test = () -> {
			runs.incrementAndGet();
			TestActors actors = TestActors.start(Performer.spec("a"), Performer.spec("b"), Performer.spec("c"),
					Performer.spec("log"));
			ActorRef<Performer> log = actors.system().actor("log", Performer.class);
			StringBuffer order = new StringBuffer();
			for (String name : List.of("a", "b")) {
				Performer.tell(actors.system().actor(name, Performer.class),
						() -> Performer.tell(log, () -> order.append(name)));
			}
			Performer.tell(actors.system().actor("c", Performer.class), () -> {
			});
			actors.awaitQuiet();
			orders.add(order.toString());
			return null;
		};
		SimulationReport reduced = run(OPTIONS.search(Search.EXHAUSTIVE).schedules(100_000), test);
		assertThat(reduced.isComplete()).isTrue();
		assertThat(orders).containsExactly("ab", "ba");
		SimulationReport all = new Simulator(OPTIONS.search(Search.EXHAUSTIVE).schedules(100_000),
				() -> (invariants) -> {
					invariants.accept(() -> {
					});
					test.call();
				})
			.run();
		assertThat(all.isComplete()).isTrue();
		assertThat(reduced.schedules()).isLessThan(all.schedules());
		assertThat(runs.get()).isGreaterThanOrEqualTo(reduced.schedules() + all.schedules());
	}

	@Test
	void noMoreSchedulesAreTriedThanIsSaid() {
		SimulationReport report = run(OPTIONS.search(Search.EXHAUSTIVE).schedules(3), () -> {
			TestActors actors = TestActors.start(Performer.spec("a"), Performer.spec("b"));
			List<String> order = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				Performer.tell(actors.system().actor("a", Performer.class), () -> order.add("a"));
				Performer.tell(actors.system().actor("b", Performer.class), () -> order.add("b"));
			}
			actors.awaitQuiet();
			return null;
		});
		assertThat(report.schedules()).isEqualTo(3);
		assertThat(report.isComplete()).isFalse();
	}

	@Test
	void breachOfAnInvariantIsFoundInTheStepThatBreaksIt() {
		Failure failure = new Simulator(OPTIONS, () -> (invariants) -> {
			AtomicInteger balance = new AtomicInteger();
			invariants.accept(() -> assertThat(balance.get()).as("balance").isNotNegative());
			TestActors actors = TestActors.start(Performer.spec("in"), Performer.spec("out"));
			Performer.tell(actors.system().actor("in", Performer.class), () -> balance.addAndGet(5));
			Performer.tell(actors.system().actor("out", Performer.class), () -> balance.addAndGet(-5));
			actors.awaitQuiet();
			assertThat(balance).hasValue(0);
		}).run().failure().orElseThrow();
		assertThat(failure.finding().kind()).isEqualTo(FindingKind.INVARIANT);
		assertThat(failure.finding().text()).contains("balance");
		assertThat(failure.detours()).as("one actor before the other").isOne();
		assertThat(failure.diagram()).contains("Perform").doesNotContain("in  ");
	}

	@Test
	void invariantMustNotWait() {
		Finding found = new Simulator(OPTIONS, () -> (invariants) -> {
			ActorRef<Performer> actor = actor();
			invariants.accept(() -> actor.call(Performer.compute(() -> 1)));
		}).run().failure().orElseThrow().finding();
		assertThat(found).hasToString("INVARIANT: IllegalStateException: An invariant must not wait for actors");
	}

	@Test
	void sameSeedGoesTheSameWay() {
		for (Search search : List.of(Search.RANDOM, Search.PRIORITIES, Search.MIXED)) {
			SimulationOptions options = OPTIONS.search(search).tolerating(FindingKind.CRASH, FindingKind.UNANSWERED);
			for (int seed = 0; seed < 40; seed++) {
				assertThat(history(options, seed)).as(search + " " + seed).isEqualTo(history(options, seed));
			}
		}
	}

	/**
	 * What happens to actors that crash, back off, wait, time out and are passivated.
	 */
	private static List<String> history(SimulationOptions options, long seed) {
		List<String> history = new ArrayList<>();
		Simulator.of(options, () -> {
			history.clear();
			TestActors actors = TestActors
				.start((builder) -> builder.actor(Performer.spec("a")).actor(Performer.spec("b")).actor(Busy.keyed()));
			ActorRef<Performer> a = actors.system().actor("a", Performer.class);
			ActorRef<Performer> b = actors.system().actor("b", Performer.class);
			for (int i = 0; i < 6; i++) {
				int number = i;
				Performer.tell(a, () -> {
					history.add("a" + number);
					actors.keyed(Busy.class).get("k" + number % 3).tell(new Busy.Work());
					if (number % 2 == 0) {
						throw new IllegalStateException("crash " + number);
					}
				});
				b.ask(Performer.compute(() -> a.call(Performer.compute(() -> history.add("b" + number)))));
			}
			actors.advance(Duration.ofSeconds(10));
			actors.close();
			history.add("end");
			return null;
		}).run(seed);
		return history;
	}

}
