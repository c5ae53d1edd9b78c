package dev.actorspring.benchmarks.pekko;

import java.util.List;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * How Pekko is configured.
 *
 * @param throughput messages that an actor handles before others get its thread; 0 for
 * the default of 5 with the default number of threads
 * @param linked whether mailboxes are {@code UnboundedMailbox}es, or else
 * {@code SingleConsumerOnlyUnboundedMailbox}es, the default of the typed API
 */
record Tuning(int throughput, boolean linked) {

	/**
	 * All that are tried, first what mostly is among the best.
	 * @return each as it is written
	 */
	static List<String> all() {
		return List.of("throughput-64", "default", "throughput-64-linked", "throughput-5", "throughput-5-linked",
				"throughput-1024", "throughput-1024-linked");
	}

	/**
	 * Reads a tuning.
	 * @param text as written by {@link #toString()}
	 * @return the tuning
	 */
	static Tuning parse(String text) {
		if (text.equals("default")) {
			return new Tuning(0, false);
		}
		boolean linked = text.endsWith("-linked");
		return new Tuning(Integer.parseInt(text.substring("throughput-".length()).replace("-linked", "")), linked);
	}

	@Override
	public String toString() {
		return (this.throughput == 0) ? "default" : "throughput-" + this.throughput + (this.linked ? "-linked" : "");
	}

	Config config() {
		String mailbox = "org.apache.pekko.dispatch."
				+ (this.linked ? "UnboundedMailbox" : "SingleConsumerOnlyUnboundedMailbox");
		String settings = """
				pekko.loglevel = OFF
				pekko.stdout-loglevel = OFF
				pekko.jvm-shutdown-hooks = off
				pekko.log-dead-letters = off
				pekko.actor.typed.default-mailbox.mailbox-type = "%s"
				blocking {
				  type = Dispatcher
				  executor = virtual-thread-executor
				  throughput = 1
				}
				""".formatted(mailbox);
		if (this.throughput != 0) {
			// The default is at least 8 threads, on however few cores.
			settings += """
					pekko.actor.default-dispatcher {
					  throughput = %d
					  fork-join-executor.parallelism-min = 1
					}
					""".formatted(this.throughput);
		}
		return ConfigFactory.parseString(settings).withFallback(ConfigFactory.load());
	}

}
