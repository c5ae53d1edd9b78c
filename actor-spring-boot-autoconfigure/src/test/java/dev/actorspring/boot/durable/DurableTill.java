package dev.actorspring.boot.durable;

import dev.actorspring.ActorRef;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A durable actor, and who reads its state; for tests of other packages.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(ActorDurableAutoConfiguration.class)
@Import(Till.class)
public class DurableTill {

	@Bean
	StateStore store() {
		return new InMemoryStateStore();
	}

	@Bean
	Reader tillReader(ActorRef<Till> till, DurableStates<Till.Total> totals) {
		return new Reader(till, totals);
	}

	/**
	 * Reads the state.
	 */
	public static final class Reader {

		private final ActorRef<Till> till;

		private final DurableStates<Till.Total> totals;

		Reader(ActorRef<Till> till, DurableStates<Till.Total> totals) {
			this.till = till;
			this.totals = totals;
		}

		/**
		 * Adds to the state, and reads what is stored.
		 * @return the stored total
		 */
		public String add() {
			this.till.call(new Till.Add(5));
			return "till " + this.totals.find("").orElseThrow().cents();
		}

	}

}
