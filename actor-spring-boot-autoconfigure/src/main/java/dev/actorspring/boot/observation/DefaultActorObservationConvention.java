package dev.actorspring.boot.observation;

import dev.actorspring.boot.observation.ActorObservation.HighCardinalityKeyNames;
import dev.actorspring.boot.observation.ActorObservation.LowCardinalityKeyNames;
import dev.actorspring.boot.text.Names;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.common.KeyValues;

/**
 * The convention that is used unless there is a bean of another: observations are called
 * {@code actor.receive}, and their spans as in {@code auction Bid}. The key of a keyed
 * actor is only in the path, which has high cardinality.
 */
public class DefaultActorObservationConvention implements ActorObservationConvention {

	private static final String NAME = "actor.receive";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(ActorObservationContext context) {
		return context.getActor() + " " + messageName(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ActorObservationContext context) {
		return KeyValues.of(LowCardinalityKeyNames.ACTOR.withValue(context.getActor()),
				LowCardinalityKeyNames.MESSAGE.withValue(messageName(context)),
				LowCardinalityKeyNames.OUTCOME.withValue(outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ActorObservationContext context) {
		return KeyValues.of(HighCardinalityKeyNames.PATH.withValue(context.getPath()));
	}

	private static String messageName(ActorObservationContext context) {
		return context.getMessage().getClass().getSimpleName();
	}

	private static String outcome(ActorObservationContext context) {
		TurnOutcome outcome = context.getOutcome();
		return (outcome != null) ? Names.label(outcome) : "unknown";
	}

}
