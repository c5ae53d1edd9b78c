package dev.actorspring.boot.observation;

import java.util.function.Supplier;

import dev.actorspring.Message;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each turn. The registry and the convention are looked for with
 * the first message, when all beans are there.
 */
final class ObservedTurns implements TurnObserver.Factory {

	private static final DefaultActorObservationConvention DEFAULT = new DefaultActorObservationConvention();

	private final Supplier<ObservationRegistry> registry;

	private final Supplier<@Nullable ActorObservationConvention> convention;

	private final @Nullable Boolean mdc;

	/**
	 * Creates the factory.
	 * @param registry gives a registry that is a no-op if nobody listens
	 * @param convention gives the user's convention, if there is one
	 * @param mdc whether the path of the actor is to be in the MDC; {@code null} for only
	 * if turns are observed
	 */
	ObservedTurns(Supplier<ObservationRegistry> registry, Supplier<@Nullable ActorObservationConvention> convention,
			@Nullable Boolean mdc) {
		this.registry = registry;
		this.convention = convention;
		this.mdc = mdc;
	}

	@Override
	public @Nullable TurnObserver create(String actor, String message) {
		ObservationRegistry observations = this.registry.get();
		TurnObserver observer = observations.isNoop() ? null : new Observer(actor, observations, this.convention.get());
		boolean pathInMdc = (this.mdc != null) ? this.mdc : observer != null;
		return pathInMdc ? new PathInMdc(observer) : observer;
	}

	/**
	 * Observes one type of message of one actor.
	 *
	 * @param actor the name of the actor
	 * @param registry where to observe
	 * @param convention the user's, if there is one
	 */
	private record Observer(String actor, ObservationRegistry registry,
			@Nullable ActorObservationConvention convention) implements TurnObserver {

		@Override
		public Observed begin(String path, Message<?> message) {
			ActorObservationContext context = new ActorObservationContext(this.actor, path, message);
			Observation observation = ActorObservation.RECEIVE
				.observation(this.convention, DEFAULT, () -> context, this.registry)
				.start();
			Observation.Scope scope = observation.openScope();
			return (outcome, thrown) -> {
				scope.close();
				context.setOutcome(outcome);
				if (outcome == TurnOutcome.CRASHED && thrown != null) {
					observation.error(thrown);
				}
				observation.stop();
			};
		}

	}

}
