package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Every workload, as small as can be, with real nodes: each compares all balances with
 * what was deposited.
 */
class ClusterBenchmarkTests {

	private final List<String> output = new ArrayList<>();

	private final Session session = new Session(Plan.named("tiny"), this.output::add);

	private void run(Workload workload) {
		this.session.run(workload);
		// Pekko may lose requests while a node leaves.
		assertThat(this.output).contains("# " + workload.id())
			.noneMatch((line) -> line.contains("\"failed\"")
					&& (workload != Workload.HANDOFF || line.contains(ClusterSystem.ACTORS.label())));
	}

	private long lines(String workload, ClusterSystem system) {
		return this.output.stream()
			.filter((line) -> line.contains("\"" + workload + "\"") && line.contains("\"" + system.label() + "\"")
					&& line.contains("\"value\""))
			.count();
	}

	@ParameterizedTest
	@EnumSource(names = { "LOCAL", "REMOTE" })
	void requests_giveTheRightAnswers(Workload workload) {
		run(workload);
		for (ClusterSystem system : workload.systems()) {
			for (String kind : List.of("p50", "throughput", "cpu")) {
				assertThat(lines(workload.id() + "-" + kind, system)).as(kind).isEqualTo(2);
			}
			boolean local = workload == Workload.LOCAL;
			assertThat(lines(workload.id() + "-chain", system)).isEqualTo(local ? 2 : 0);
			assertThat(lines(workload.id() + "-idle", system))
				.isEqualTo((local && system != ClusterSystem.ALONE) ? 2 : 0);
		}
	}

	@Test
	void nodeThatLeaves_handsItsAccountsOver() {
		run(Workload.HANDOFF);
		assertThat(lines("cluster-handoff", ClusterSystem.ACTORS)).isOne();
		assertThat(lines("cluster-handoff-longest", ClusterSystem.ACTORS)).isOne();
	}

	@Test
	void accountsOfANodeThatIsKilled_answerAgain() {
		run(Workload.RECOVER);
		assertThat(lines("cluster-recover-failed", ClusterSystem.ACTORS)).isOne();
		assertThat(lines("cluster-recover", ClusterSystem.ACTORS)).isOne();
	}

	@Test
	void accountThatLosesADeposit_hasFailed() {
		Forgetful node = new Forgetful();
		Accounts accounts = new Accounts(node, "node-0", 1);
		assertThat(accounts.deposit(0).join().count()).isEqualTo(2);
		node.forgets = true;
		assertThatExceptionOfType(CompletionException.class).isThrownBy(accounts.deposit(0)::join)
			.withMessageContaining("The balance is");
		assertThatIllegalStateException().isThrownBy(() -> new Load(accounts).many(1, Duration.ofMillis(1)))
			.withMessageContaining("A deposit failed");
	}

	@Test
	void pursuit_endsWhenAllHaveMoved() {
		Forgetful node = new Forgetful();
		Pursuit pursuit = new Pursuit(new Accounts(node, "node-0", 10), 3);
		node.fails = true;
		pursuit.awaitFailure();
		node.name = "node-1";
		node.fails = false;
		pursuit.awaitAll(Duration.ofMinutes(1));
		assertThat(pursuit.failures()).isPositive();
	}

	@Test
	void workloads_haveNames() {
		assertThat(ClusterBenchmark.workloads()).containsExactly("cluster-local", "cluster-remote", "cluster-handoff",
				"cluster-recover");
		assertThat(Workload.named("cluster-remote")).isEqualTo(Workload.REMOTE);
		assertThatIllegalArgumentException().isThrownBy(() -> Workload.named("cluster"));
	}

	/**
	 * All accounts, which may lose deposits or fail.
	 */
	private static final class Forgetful implements Node {

		private volatile String name = "node-0";

		private volatile boolean forgets;

		private volatile boolean fails;

		private final Map<String, Balance> balances = new HashMap<>();

		@Override
		public synchronized CompletionStage<Balance> deposit(String key, long amount) {
			if (this.fails) {
				return CompletableFuture.failedFuture(new IllegalStateException("fails"));
			}
			Balance last = this.balances.getOrDefault(key, new Balance(this.name, key, 0, 0));
			Balance next = this.forgets ? last : new Balance(this.name, key, last.count() + 1, last.sum() + amount);
			this.balances.put(key, next);
			return CompletableFuture.completedFuture(next);
		}

		@Override
		public boolean isSettled(int nodes) {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
