package dev.actorspring.engine;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.RestartLimit;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * By which rules a supervisor restarts its children, and how often it has lately. The
 * rules can change while it runs. For its own tasks; the spec is read by any thread.
 */
final class RestartRules {

	private final SupervisorSpec original;

	private volatile SupervisorSpec spec;

	/** Of all children that have no intensity of their own. */
	private final Intensity shared;

	RestartRules(SupervisorSpec spec) {
		this.original = spec;
		this.spec = spec;
		this.shared = new Intensity(spec.intensity(), spec.period());
	}

	SupervisorSpec spec() {
		return this.spec;
	}

	/**
	 * Makes what a supervisor knows of a child.
	 * @param node the child
	 * @param declared whether it is in the spec
	 * @param now the time
	 * @return stopped
	 */
	Child child(Node node, boolean declared, long now) {
		Child child = new Child(node, declared, now);
		RestartLimit own = ownLimit(node);
		child.count((own != null) ? new Intensity(own.restarts(), own.period()) : this.shared, recovery(node, now));
		return child;
	}

	private @Nullable Recovery recovery(Node node, long now) {
		SupervisorSpec rules = this.spec;
		if (rules.giveUp() != GiveUp.BACKOFF) {
			return null;
		}
		RestartLimit limit = ownLimit(node);
		ActorSpec<?> actor = spec(node);
		Backoff backoff = (actor != null) ? actor.backoff() : null;
		return new Recovery((limit != null) ? limit : new RestartLimit(rules.intensity(), rules.period()),
				(backoff != null) ? backoff : rules.backoff(), now);
	}

	private static @Nullable RestartLimit ownLimit(Node node) {
		ActorSpec<?> actor = spec(node);
		return (actor != null) ? actor.restartLimit() : null;
	}

	/**
	 * The spec of an actor. What that of a family says is meant for each of its keys.
	 */
	private static @Nullable ActorSpec<?> spec(Node node) {
		return (node instanceof ActorCell<?> cell) ? cell.type().spec() : null;
	}

	/**
	 * The supervisor begins anew, and counts from zero.
	 * @param children all of them
	 */
	void clear(Iterable<Child> children) {
		this.shared.clear();
		children.forEach((child) -> child.intensity().clear());
	}

	/**
	 * Goes by other rules from now on. What has been counted stays counted, but each
	 * child is at the beginning of its backoff.
	 * @param changed the rules
	 * @param children all of them
	 * @param now the time
	 */
	void change(SupervisorSpec changed, Iterable<Child> children, long now) {
		this.spec = changed;
		this.shared.limit(changed.intensity(), changed.period());
		children.forEach((child) -> {
			Recovery before = child.recovery();
			Recovery fresh = recovery(child.node(), now);
			if (before != null && fresh != null && before.isInBackoff()) {
				fresh.goOnWaiting(before);
			}
			child.count(child.intensity(), fresh);
		});
	}

	/**
	 * Checks that a spec differs in nothing but what can change while it runs.
	 * @param present the spec
	 * @param changed what it is to be
	 * @throws ActorConfigurationException if more has changed
	 */
	static void checkMayBecome(SupervisorSpec present, SupervisorSpec changed) {
		SupervisorSpec allowed = present.withStrategy(changed.strategy())
			.withIntensity(changed.intensity(), changed.period())
			.withGiveUp(changed.giveUp())
			.withBackoff(changed.backoff())
			.withMaxChildren(changed.maxChildren())
			.withAutoShutdown(changed.autoShutdown());
		if (!allowed.equals(changed)) {
			throw new ActorConfigurationException(
					"The name, the children, the restart type, the significance or the " + "dynamics of supervisor '"
							+ present.name() + "' cannot change while it runs",
					"Change the strategy, the intensity, the way to give up, the backoff, the limit on children or the "
							+ "auto-shutdown only; children are started and deleted one by one.");
		}
	}

	/**
	 * Goes by the rules that it had at first.
	 */
	void reset() {
		this.spec = this.original;
		this.shared.limit(this.original.intensity(), this.original.period());
	}

}
