package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.RestartLimit;
import dev.actorspring.PoolSpec;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Applies the customizers, and the properties of single actors and supervisors, to their
 * specs, and remembers the names it has seen.
 */
final class SpecOverrides {

	private final Map<String, ActorProperties.Actor> actors;

	private final Map<String, ActorProperties.Supervisor> supervisors;

	private final List<ActorSpecCustomizer> customizers;

	private final Set<String> knownActors = new TreeSet<>();

	private final Set<String> knownSupervisors = new TreeSet<>();

	SpecOverrides(ActorProperties properties, List<ActorSpecCustomizer> customizers) {
		this.customizers = customizers;
		this.actors = properties.actors();
		this.supervisors = properties.supervisors();
	}

	<A> ActorSpec<A> apply(ActorSpec<A> declared) {
		this.knownActors.add(declared.name());
		ActorSpec<A> spec = customize(declared);
		ActorProperties.Actor override = find(this.actors, spec.name());
		if (override == null) {
			return spec;
		}
		checkKind(spec, override);
		ActorSpec<A> result = spec;
		if (override.dispatcher() != null) {
			result = result.withDispatcher(override.dispatcher());
		}
		if (override.mailboxCapacity() != null) {
			result = result.withMailboxCapacity(override.mailboxCapacity());
		}
		if (override.mailboxOverflow() != null) {
			result = result.withMailbox(result.mailbox().withOverflow(override.mailboxOverflow()));
		}
		if (override.earlyRefusal() != null) {
			result = result.withMailbox(result.mailbox().withEarlyRefusal(override.earlyRefusal()));
		}
		if (override.restart() != null) {
			result = result.withRestart(override.restart());
		}
		if (override.startTimeout() != null) {
			result = result.withStartTimeout(override.startTimeout());
		}
		if (override.shutdownTimeout() != null) {
			result = result.withShutdownTimeout(override.shutdownTimeout());
		}
		if (override.passivateAfter() != null) {
			result = result.withPassivateAfter(override.passivateAfter());
		}
		if (override.intensity() != null || override.period() != null) {
			ActorSpec<A> known = result;
			result = checked("actor.actors", spec.name(), limits(override.intensity(), override.period()),
					() -> withIntensity(known, override.intensity(), override.period()));
		}
		if (override.backoff() != null) {
			ActorProperties.Waits waits = override.backoff();
			Backoff known = (result.backoff() != null) ? result.backoff() : Backoff.DEFAULT;
			result = result.withBackoff(checked("actor.actors", spec.name(), "backoff.*", () -> waits.override(known)));
		}
		return (override.pool() != null) ? applyPool(result, override.pool()) : result;
	}

	private static <A> ActorSpec<A> applyPool(ActorSpec<A> spec, ActorProperties.Pool override) {
		String property = "actor.actors." + spec.name() + ".pool";
		PoolSpec declared = spec.pool();
		if (declared == null) {
			throw new ActorConfigurationException(
					"The properties '%s.*' are set, but '%s' is no pool".formatted(property, spec.name()),
					"Remove them, or annotate the actor with @Pool if its messages may be handled side by side.");
		}
		try {
			return spec.withPool(override.applyTo(declared));
		}
		catch (ActorConfigurationException ex) {
			throw new ActorConfigurationException("With the properties '%s.*', '%s' makes no pool: %s"
				.formatted(property, spec.name(), ex.getMessage()), ex.getAction());
		}
	}

	/**
	 * Makes something of properties. The text of what is refused does not know where it
	 * comes from.
	 * @param prefix what all of them begin with
	 * @param name whose they are
	 * @param properties how they go on
	 * @param made what is made
	 * @throws ActorConfigurationException naming the properties
	 */
	private static <T> T checked(String prefix, String name, String properties, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (ActorConfigurationException ex) {
			throw new ActorConfigurationException(
					"With the properties '%s.%s.%s', the rules of '%s' are not possible: %s".formatted(prefix, name,
							properties, name, ex.getMessage()),
					ex.getAction());
		}
	}

	private static String limits(@Nullable Integer intensity, @Nullable Duration period) {
		return (period == null) ? "intensity" : (intensity == null) ? "period" : "{intensity,period}";
	}

	private static <A> ActorSpec<A> withIntensity(ActorSpec<A> spec, @Nullable Integer intensity,
			@Nullable Duration period) {
		RestartLimit declared = spec.restartLimit();
		RestartLimit known = (declared != null) ? declared
				: new RestartLimit(SupervisorSpec.DEFAULT_INTENSITY, SupervisorSpec.DEFAULT_PERIOD);
		return spec.withIntensity((intensity != null) ? intensity : known.restarts(),
				(period != null) ? period : known.period());
	}

	private <A> ActorSpec<A> customize(ActorSpec<A> declared) {
		ActorSpec<A> spec = declared;
		for (ActorSpecCustomizer customizer : this.customizers) {
			spec = customizer.customize(spec);
			if (!spec.name().equals(declared.name()) || spec.keyed() != declared.keyed()) {
				throw new ActorConfigurationException(
						"The customizer %s made another actor of '%s', with the name '%s'"
							.formatted(customizer.getClass().getName(), declared.name(), spec.name()),
						"Let it return the spec that it gets, changed by its with… methods.");
			}
		}
		return spec;
	}

	private static void checkKind(ActorSpec<?> spec, ActorProperties.Actor override) {
		String property = "actor.actors." + spec.name();
		if (spec.keyed() && override.restart() != null) {
			throw new ActorConfigurationException(
					"The property '%s.restart' is set, but '%s' is a keyed actor, which is always restarted after a crash"
						.formatted(property, spec.name()),
					"Remove the property '" + property + ".restart'.");
		}
		if (!spec.keyed() && override.passivateAfter() != null) {
			throw new ActorConfigurationException(
					"The property '%s.passivate-after' is set, but '%s' is not a keyed actor and is never passivated"
						.formatted(property, spec.name()),
					"Remove the property '" + property + ".passivate-after'.");
		}
	}

	SupervisorSpec apply(SupervisorSpec spec) {
		this.knownSupervisors.add(spec.name());
		List<ChildSpec> children = new ArrayList<>();
		for (ChildSpec child : spec.children()) {
			children.add(switch (child) {
				case ChildSpec.Actor(ActorSpec<?> actor) -> new ChildSpec.Actor(apply(actor));
				case ChildSpec.Supervisor(SupervisorSpec supervisor) -> new ChildSpec.Supervisor(apply(supervisor));
				case ChildSpec.OfType ofType -> ofType;
				case ChildSpec.Named named -> named;
			});
		}
		SupervisorSpec result = spec.withChildren(children);
		ActorProperties.Supervisor override = find(this.supervisors, spec.name());
		return (override != null) ? apply(result, override) : result;
	}

	private static SupervisorSpec apply(SupervisorSpec spec, ActorProperties.Supervisor override) {
		SupervisorSpec result = spec;
		if (override.strategy() != null) {
			result = result.withStrategy(override.strategy());
		}
		if (override.intensity() != null || override.period() != null) {
			SupervisorSpec known = result;
			int intensity = (override.intensity() != null) ? override.intensity() : known.intensity();
			Duration period = (override.period() != null) ? override.period() : known.period();
			result = checked("actor.supervisors", spec.name(), limits(override.intensity(), override.period()),
					() -> known.withIntensity(intensity, period));
		}
		if (override.giveUp() != null) {
			result = result.withGiveUp(override.giveUp());
		}
		if (override.autoShutdown() != null) {
			result = result.withAutoShutdown(override.autoShutdown());
		}
		if (override.restart() != null) {
			result = result.withRestart(override.restart());
		}
		if (override.maxChildren() != null) {
			SupervisorSpec known = result;
			int maxChildren = override.maxChildren();
			result = checked("actor.supervisors", spec.name(), "max-children",
					() -> known.withMaxChildren(maxChildren));
		}
		if (override.backoff() != null) {
			ActorProperties.Waits waits = override.backoff();
			Backoff known = result.backoff();
			result = result
				.withBackoff(checked("actor.supervisors", spec.name(), "backoff.*", () -> waits.override(known)));
		}
		return result;
	}

	/**
	 * Checks that every override was for a name that was seen.
	 * @throws ActorConfigurationException naming the first that was not
	 */
	void checkNames() {
		checkNames("actor.actors.", "an actor", this.actors.keySet(), "actors", this.knownActors);
		checkNames("actor.supervisors.", "a supervisor", this.supervisors.keySet(), "supervisors",
				this.knownSupervisors);
	}

	private static void checkNames(String prefix, String kind, Set<String> configured, String kinds,
			Set<String> known) {
		for (String name : configured) {
			if (known.stream().noneMatch((candidate) -> isSame(candidate, name))) {
				throw new ActorConfigurationException(
						"The property '%s%s' configures %s that does not exist".formatted(prefix, name, kind),
						known.isEmpty() ? "Remove the property. There are no %s.".formatted(kinds)
								: "Correct the name or remove the property. The %s are: %s.".formatted(kinds,
										String.join(", ", known)));
			}
		}
	}

	static <T> @Nullable T find(Map<String, T> overrides, String name) {
		T exact = overrides.get(name);
		if (exact != null) {
			return exact;
		}
		for (Map.Entry<String, T> entry : overrides.entrySet()) {
			if (isSame(name, entry.getKey())) {
				return entry.getValue();
			}
		}
		return null;
	}

	/**
	 * An environment variable cannot have the hyphens of a name.
	 */
	private static boolean isSame(String name, String configured) {
		return name.equals(configured) || name.replace("-", "").equalsIgnoreCase(configured);
	}

}
