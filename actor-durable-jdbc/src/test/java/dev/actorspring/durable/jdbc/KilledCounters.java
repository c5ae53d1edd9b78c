package dev.actorspring.durable.jdbc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.system.ActorSystem;

/**
 * An application with durable counters, to be killed. Reads commands, several of which
 * are under way at a time, and says what has come of each.
 */
final class KilledCounters {

	private KilledCounters() {
	}

	public static void main(String[] arguments) throws Exception {
		PrintStream output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		HikariDataSource pool = TestDatabase.pool(arguments[0]);
		ActorSchema.of(pool).createMissing();
		DurableActors durable = DurableActors.builder(JdbcStateStore.builder(pool).build()).build();
		ActorSpec<Counter> bare = ActorSpec.keyed("counter", Counter.class, (context) -> null);
		ActorSystem system = ActorSystem.builder()
			.interceptors(durable)
			.actor(durable.with(bare, Counter.Count.class, "count", 1, Counter::new))
			.build();
		durable.start(system);
		system.start();
		KeyedActors<Counter> counters = system.keyed(Counter.class);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		say(output, "ready");
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			String[] words = line.split(" ");
			Counter.Add add = new Counter.Add(words[1], Integer.parseInt(words[2]));
			counters.get(words[0]).ask(add, Duration.ofSeconds(60)).whenComplete((last, failure) -> {
				if (failure != null) {
					say(output, "failed " + failure);
				}
				else {
					say(output, words[0] + " " + words[1] + " " + last);
				}
			});
		}
	}

	private static void say(PrintStream output, String line) {
		synchronized (output) {
			output.println(line);
			output.flush();
		}
	}

	/**
	 * Counts what each client has sent, in order.
	 */
	static class Counter {

		/**
		 * What was applied.
		 *
		 * @param total how many commands
		 * @param last the last number of each client
		 */
		record Count(int total, Map<String, Integer> last) {

		}

		/**
		 * Counts, if it is the next of the client.
		 *
		 * @param client who has sent it
		 * @param number from 1; zero to ask only
		 */
		record Add(String client, int number) implements Request<Counter, String> {

		}

		private final Durable<Count> count;

		Counter(ActorContext<Counter> context, Durable<Count> count) {
			this.count = count;
		}

		@Receive
		String add(Add add) {
			Count now = this.count.orElse(new Count(0, Map.of()));
			int last = now.last().getOrDefault(add.client(), 0);
			if (add.number() == last + 1) {
				Map<String, Integer> next = new TreeMap<>(now.last());
				next.put(add.client(), add.number());
				now = this.count.set(new Count(now.total() + 1, Map.copyOf(next)));
			}
			return now.last().getOrDefault(add.client(), 0) + " "
					+ now.last().values().stream().mapToInt(Integer::intValue).sum() + " " + now.total();
		}

	}

}
