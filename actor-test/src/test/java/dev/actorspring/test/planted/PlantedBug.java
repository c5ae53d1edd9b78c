package dev.actorspring.test.planted;

import java.util.List;
import java.util.Set;

import dev.actorspring.test.simulation.FindingKind;
import dev.actorspring.test.simulation.SimulationOptions;
import dev.actorspring.test.simulation.Simulator;

/**
 * A test of a few actors, which fails only if their messages come in some unusual order.
 */
interface PlantedBug {

	List<PlantedBug> ALL = List.of(new LostUpdate(), new SoldTwice(), new TwoSenders(), new ReplyAfterRestart(),
			new EarlierTimer(), new PassivatedTooEarly(), new StaleCache(), new CrosswiseTransfers(),
			new ChargedTwice(), new MissedEvent());

	/**
	 * Plays the test.
	 * @param mended whether without the bug
	 */
	void play(boolean mended);

	/**
	 * What is a part of it, and no failure.
	 */
	default Set<FindingKind> tolerated() {
		return Set.of();
	}

	/**
	 * What it is, as the page says it.
	 */
	String title();

	default Simulator simulator(SimulationOptions options, boolean mended) {
		return Simulator.of(options.tolerating(tolerated().toArray(FindingKind[]::new)), () -> {
			play(mended);
			return mended;
		});
	}

}
