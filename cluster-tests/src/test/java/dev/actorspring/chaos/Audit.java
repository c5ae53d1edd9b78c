package dev.actorspring.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.actorspring.chaos.AccountModel.Answer;
import dev.actorspring.chaos.AccountModel.Command;
import dev.actorspring.chaos.Revisions.Entry;
import dev.actorspring.chaos.Revisions.Revision;
import dev.actorspring.chaos.linearizability.LinearizabilityChecker;
import dev.actorspring.chaos.linearizability.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what clients were answered with what is in the accounts and how it came there,
 * when nobody asks any more.
 */
final class Audit {

	private static final Logger log = LoggerFactory.getLogger(Audit.class);

	private final Cluster cluster;

	private final Revisions revisions;

	private final Load load;

	Audit(Cluster cluster, Revisions revisions, Load load) {
		this.cluster = cluster;
		this.revisions = revisions;
		this.load = load;
	}

	/**
	 * Looks at everything.
	 */
	void check() throws Exception {
		log.info("{} asked, {} answered, others: {}", this.load.asked(), this.load.replies(), this.load.failures());
		log.info("The longest took {}", this.load.longest());
		assertThat(this.load.wrong()).isEmpty();
		checkSums();
		checkHandled();
		Map<String, List<Call>> byKey = this.load.calls()
			.stream()
			.collect(Collectors.groupingBy(Call::key, TreeMap::new, Collectors.toList()));
		for (Map.Entry<String, List<Call>> each : byKey.entrySet()) {
			List<Revision> all = this.revisions.of(each.getKey());
			checkRevisions(each.getKey(), all);
			checkEffects(each.getValue(), all.isEmpty() ? List.of() : all.getLast().entries());
			checkHistory(each.getKey(), each.getValue());
		}
	}

	private void checkSums() {
		int failures = this.load.failures().values().stream().mapToInt(Integer::intValue).sum();
		assertThat(this.load.replies() + failures).as("replies and failures").isEqualTo(this.load.asked());
	}

	/**
	 * What was answered was handled, and what is said not to have been handled was not.
	 */
	private void checkHandled() {
		Map<String, Long> handled = this.cluster.handled()
			.stream()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		for (Call call : this.load.calls()) {
			if (call.isChange()) {
				assertThat(handled.getOrDefault(call.id(), 0L)).as("How often %s was handled", call)
					.isBetween((call.answer() != null) ? 1L : 0L, (long) call.mostHandled());
			}
		}
	}

	/**
	 * Each revision goes on from the one before, so that no two activations have written
	 * beside each other.
	 */
	private static void checkRevisions(String key, List<Revision> revisions) {
		Revision before = new Revision(0, List.of());
		for (Revision each : revisions) {
			assertThat(each.version()).as("%s: version after %s", key, before.version())
				.isEqualTo(before.version() + 1);
			int kept = Math.min(each.entries().size(), before.entries().size());
			assertThat(each.entries().subList(0, kept)).as("%s: entries of version %s", key, each.version())
				.isEqualTo(before.entries());
			before = each;
		}
	}

	/**
	 * What was acknowledged is there once, what was refused is not, and nothing comes
	 * from nowhere.
	 */
	private static void checkEffects(List<Call> calls, List<Entry> entries) {
		Map<String, Integer> amounts = new TreeMap<>();
		for (Entry each : entries) {
			assertThat(amounts.put(each.id(), each.amount())).as("%s is there once", each).isNull();
		}
		for (Call call : calls) {
			Integer amount = amounts.remove(call.id());
			if (call.answer() instanceof Answer.Balance && call.isChange()) {
				assertThat(amount).as("%s was acknowledged", call).isNotNull();
			}
			if (call.isNotApplied() || call.answer() instanceof Answer.Declined || !call.isChange()) {
				assertThat(amount).as("%s has no effect", call).isNull();
			}
			if (amount != null) {
				assertThat(amount).as("%s", call).isEqualTo(amount(call.command()));
			}
		}
		assertThat(amounts).as("that nobody has asked for").isEmpty();
	}

	private static int amount(Command command) {
		return switch (command) {
			case Command.Deposit deposit -> deposit.amount();
			case Command.Withdraw withdraw -> -withdraw.amount();
			case Command.Look look -> 0;
		};
	}

	private void checkHistory(String key, List<Call> calls) throws IOException, InterruptedException {
		List<Operation<Command, Answer>> history = new ArrayList<>();
		for (Call call : calls) {
			if (call.isPartOfHistory()) {
				history.add(call.asOperation());
			}
		}
		long now = this.load.tick();
		history.add(Operation.answered(new Command.Look(), now, this.load.tick(), balance(key)));
		assertThat(LinearizabilityChecker.isLinearizable(AccountModel.INSTANCE, history))
			.as(() -> key + " is linearizable:\n"
					+ history.stream().map(String::valueOf).collect(Collectors.joining("\n")))
			.isTrue();
	}

	private Answer.Balance balance(String key) throws IOException, InterruptedException {
		int place = this.cluster.serving().getFirst();
		HttpResponse<String> response = this.cluster
			.send(this.cluster.request(place, "/accounts/" + key).GET().build());
		return new Answer.Balance(Cluster.json(response).path("balance").asLong());
	}

	/**
	 * Nobody has waited to the end for an answer that never came: who cannot be answered
	 * is told so long before.
	 */
	void checkNobodyWaitedInVain() {
		assertThat(this.load.failures()).doesNotContainKey("timeout");
	}

	/**
	 * Nothing has failed, or come too late.
	 */
	void checkNothingFailed() {
		assertThat(this.load.failures()).isEmpty();
	}

}
