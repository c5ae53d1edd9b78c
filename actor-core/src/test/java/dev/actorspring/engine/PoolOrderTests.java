package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.engine.PoolSorter.Job;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Which of the messages that wait for a pool is next, and which gives way.
 */
class PoolOrderTests extends SystemTest {

	private final PoolSorter.Log log = new PoolSorter.Log();

	private ActorPool pool;

	private ActorRef<PoolSorter> start(PoolSpec spec, MailboxSpec mailbox) {
		start((builder) -> builder.actor(PoolSorter.spec(this.log, spec).withMailbox(mailbox)));
		this.pool = this.system.pool("sorters");
		return this.system.actor(PoolSorter.class);
	}

	private CompletableFuture<Object> hold(ActorRef<PoolSorter> sorters, int number, String key) {
		CompletableFuture<Object> gate = new CompletableFuture<>();
		int before = this.pool.busy();
		sorters.tell(new Job(number, key, 9, gate));
		await().until(() -> this.pool.busy() == before + 1);
		return gate;
	}

	@Test
	void moreUrgentMessagesComeFirstAndEqualOnesInTheOrderInWhichTheyCame() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1), MailboxSpec.DEFAULT);
		CompletableFuture<Object> gate = hold(sorters, 0, null);
		int[] priorities = { 0, -5, 3, 0, 3, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 };
		for (int i = 0; i < priorities.length; i++) {
			sorters.tell(new Job(i + 1, null, priorities[i]));
		}
		assertThat(this.pool.depth()).isEqualTo(8);
		gate.complete(null);
		await().until(() -> this.log.ended().size() == 9);
		assertThat(this.log.numbers()).containsExactly(0, 7, 3, 5, 8, 1, 4, 2, 6);
	}

	@Test
	void whatStaysBehindMoreUrgentMessagesDoesNotHoldUpTheirMemory() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1), MailboxSpec.DEFAULT);
		CompletableFuture<Object> gate = hold(sorters, 0, null);
		sorters.tell(new Job(1, null, -1));
		List<CompletableFuture<String>> late = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			late.add(sorters.ask(new Job(i, null, -2)));
		}
		for (int i = 0; i < 500; i++) {
			sorters.tell(new Job(2 + i, null, 1));
			late.get(i).cancel(true);
		}
		assertThat(this.pool.depth()).isEqualTo(501);
		gate.complete(null);
		await().until(() -> this.log.ended().size() == 502);
		assertThat(this.log.numbers().getLast()).isEqualTo(1);
		assertThat(this.pool.depth()).isZero();
	}

	@Test
	void messagesOfOneKeyAreHandledOneAfterAnotherAndOthersBeside() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(3).withRouting(PoolRouting.BY_KEY), MailboxSpec.DEFAULT);
		CompletableFuture<Object> a = hold(sorters, 0, "a");
		sorters.tell(new Job(1, "a", 0));
		sorters.tell(new Job(2, "a", 0));
		sorters.tell(new Job(3, "b", 0));
		sorters.tell(new Job(4, null, 0));
		await().until(() -> this.log.ended().size() == 2);
		assertThat(this.log.numbers()).containsExactlyInAnyOrder(0, 3, 4);
		assertThat(this.pool.depth()).as("the key has them wait, though workers idle").isEqualTo(2);
		a.completeExceptionally(new IllegalStateException("crashes its worker"));
		await().until(() -> this.log.ended().size() == 5);
		assertThat(this.log.numbers().subList(3, 5)).containsExactly(1, 2);
	}

	@Test
	void firstMessageOfAKeyDecidesHowUrgentTheKeyIs() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1).withRouting(PoolRouting.BY_KEY), MailboxSpec.DEFAULT);
		CompletableFuture<Object> gate = hold(sorters, 0, "x");
		sorters.tell(new Job(1, "a", 0));
		sorters.tell(new Job(2, "a", 5));
		sorters.tell(new Job(3, "b", 1));
		gate.complete(null);
		await().until(() -> this.log.ended().size() == 4);
		assertThat(this.log.numbers()).containsExactly(0, 3, 1, 2);
	}

	@Test
	void newestIsRefusedIfTheQueueIsFull() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1), MailboxSpec.DEFAULT.withCapacity(2));
		CompletableFuture<Object> gate = hold(sorters, 0, null);
		assertThat(sorters.tryTell(new Job(1, null, 0))).isTrue();
		assertThat(sorters.tryTell(new Job(2, null, 0))).isTrue();
		assertThat(sorters.tryTell(new Job(3, null, 7))).isFalse();
		assertThat(failure(sorters.ask(new Job(4, null, 7)))).isInstanceOf(MailboxFullException.class)
			.hasMessage("sorters refused Job: its mailbox is full: 1 of 1 workers busy, 2 messages waiting");
		gate.complete(null);
	}

	@Test
	void limitOfWhatWaitsChangesWhileItRuns() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1), MailboxSpec.DEFAULT.withCapacity(3));
		CompletableFuture<Object> gate = hold(sorters, 0, null);
		assertThat(this.pool.limit()).isEqualTo(3);
		assertThat(sorters.tryTell(new Job(1, null, 0))).isTrue();
		assertThat(sorters.tryTell(new Job(2, null, 0))).isTrue();
		this.pool.changeLimit(1);
		assertThat(sorters.tryTell(new Job(3, null, 0))).isFalse();
		assertThat(this.pool.depth()).as("what waits already").isEqualTo(2);
		this.pool.changeLimit(5);
		for (int i = 4; i < 7; i++) {
			assertThat(sorters.tryTell(new Job(i, null, 0))).as("more than its mailbox was given").isTrue();
		}
		assertThat(sorters.tryTell(new Job(7, null, 0))).isFalse();
		assertThat(this.system.gauges()).extracting(ActorGauge::capacity).contains(5);
		assertThatIllegalArgumentException().isThrownBy(() -> this.pool.changeLimit(0))
			.withMessage("The limit of the pool sorters cannot be 0: let at least one message wait");
		gate.complete(null);
		await().until(() -> this.log.ended().size() == 6);
	}

	@Test
	void oldestOfTheLeastUrgentGivesWay() {
		ActorRef<PoolSorter> sorters = start(PoolSpec.of(1),
				MailboxSpec.DEFAULT.withCapacity(3).withOverflow(Overflow.DROP_OLDEST));
		CompletableFuture<Object> gate = hold(sorters, 0, null);
		sorters.tell(new Job(1, null, 5));
		sorters.tell(new Job(2, null, 1));
		sorters.tell(new Job(3, null, 1));
		sorters.tell(new Job(4, null, 3));
		sorters.tell(new Job(5, null, 0));
		assertThat(events(DeadLetter.class)).extracting((letter) -> ((Job) letter.message()).number())
			.as("the second, and then the newcomer itself")
			.containsExactly(2, 5);
		assertThat(this.pool.depth()).isEqualTo(3);
		gate.complete(null);
		await().until(() -> this.log.ended().size() == 4);
		assertThat(this.log.numbers()).containsExactly(0, 1, 4, 3);
	}

	@Test
	void poolByKeyIsRefusedIfAMessageHasNone() {
		ActorSpec<Hand> spec = Hand.spec(new Hand.Log(), PoolSpec.of(2).withRouting(PoolRouting.BY_KEY));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder().actor(spec).build())
			.withMessageStartingWith("The pool 'hands' routes by key, but dev.actorspring.engine.Hand$")
			.withMessageContaining("has none");
	}

	@Test
	void poolIsRefusedIfAHandlerTakesBatches() {
		ActorSpec<Bulk> spec = ActorSpec.of("bulk", Bulk.class, (context) -> new Bulk()).withPool(PoolSpec.of(2));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder().actor(spec).build())
			.withMessageStartingWith("'bulk' is a pool, but Bulk.write(Line) takes a batch of its messages");
	}

	@Test
	void specsThatMakeNoPoolAreRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> PoolSpec.of(0))
			.withMessageContaining("A pool has the size 0");
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> PoolSpec.of(4).withMaxSize(3))
			.withMessageContaining("the size 4 and the greatest size 3");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> PoolSpec.of(1).withRate(-1, Duration.ofSeconds(1)));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> PoolSpec.of(1).withGrowAfter(Duration.ZERO));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSpec.keyed("k", Counter.class, Counter::new).withPool(PoolSpec.of(1)))
			.withMessageContaining("'k' is a pool, but keyed");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(
					() -> Hand.spec(new Hand.Log(), PoolSpec.of(1)).withRestart(dev.actorspring.RestartType.TEMPORARY))
			.withMessageContaining("'hands' is a pool, but TEMPORARY");
	}

	static class Bulk {

		record Line() implements Message<Bulk> {

		}

		@Receive(batch = 10)
		void write(List<Line> lines) {
		}

	}

}
