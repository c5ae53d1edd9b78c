package dev.actorspring.boot.test.slice;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Durable actors in a slice, whose states are in memory and whose time stands still.
 */
@ActorTest
@ContextConfiguration(classes = Shop.class)
@Import(DurableSliceTests.Barrel.class)
class DurableSliceTests {

	@Autowired
	TestActors actors;

	@Autowired
	ActorRef<Barrel> barrel;

	@Autowired
	InMemoryStateStore store;

	@ProbeBean
	Probe<Payments> payments;

	@Test
	void stateIsWrittenWhenAllIsQuiet_andAlarmsComeWithTheTime() {
		this.barrel.tell(new Fill(5));
		this.actors.awaitQuiet();
		assertThat(this.store.row(new StateKey("barrel", ""))).get()
			.extracting((row) -> row.value().state())
			.isEqualTo("{\"litres\":5}");
		this.actors.advance(Duration.ofDays(2));
		assertThat(this.actors.ask(this.barrel, new Look())).isEqualTo(4);
	}

	record Level(int litres) {

	}

	record Fill(int litres) implements Message<Barrel> {

	}

	record Leak() implements Message<Barrel> {

	}

	record Look() implements Request<Barrel, Integer> {

	}

	@Actor("barrel")
	static class Barrel {

		private final Durable<Level> level;

		private final Alarms<Barrel> alarms;

		Barrel(@State(name = "barrel") Durable<Level> level, Alarms<Barrel> alarms) {
			this.level = level;
			this.alarms = alarms;
		}

		@Receive
		void fill(Fill fill) {
			this.level.set(new Level(fill.litres()));
			this.alarms.set("leak", Duration.ofDays(1), new Leak());
		}

		@Receive
		void leak(Leak leak) {
			this.level.set(new Level(this.level.get().litres() - 1));
		}

		@Receive
		int look(Look look) {
			return this.level.get().litres();
		}

	}

}
