package dev.actorspring.boot.actuate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.boot.diagnostics.Causes;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A node that is not running.
 *
 * @param state how it is doing
 * @param since for how long it has been known to be away
 * @param cause class and message of what ended it last
 * @param nextAttempt when it is tried again
 * @param mustRun whether the health depends on it
 * @param forGood whether nothing will bring it back
 */
record UnavailableNode(ChildState state, Duration since, @Nullable String cause, @Nullable Instant nextAttempt,
		boolean mustRun, boolean forGood) {

	static UnavailableNode of(NodeSnapshot.Actor actor, boolean mustRun, boolean forGood) {
		return new UnavailableNode(actor.state(), actor.since(), cause(actor), actor.nextAttempt(), mustRun, forGood);
	}

	static UnavailableNode of(NodeSnapshot.Supervisor supervisor, boolean forGood) {
		return new UnavailableNode(supervisor.state(), supervisor.since(), cause(supervisor), supervisor.nextAttempt(),
				true, forGood);
	}

	static UnavailableNode of(NodeSnapshot.Family family, boolean forGood) {
		return new UnavailableNode(family.state(), family.since(), null, null, true, forGood);
	}

	private static @Nullable String cause(NodeSnapshot.Actor actor) {
		Throwable failure = actor.lastFailure();
		return (failure != null) ? Causes.describe(failure) : null;
	}

	/**
	 * A supervisor ends in good order when it gives up: what made it do so is the failure
	 * of a child. It was the first to go.
	 */
	private static @Nullable String cause(NodeSnapshot.Supervisor supervisor) {
		return actors(supervisor.children())
			.filter((actor) -> actor.state() != ChildState.RUNNING && actor.lastFailure() != null)
			.max(Comparator.comparing(NodeSnapshot.Actor::since))
			.map((actor) -> actor.path() + ": " + cause(actor))
			.orElse(null);
	}

	private static Stream<NodeSnapshot.Actor> actors(List<NodeSnapshot> nodes) {
		return nodes.stream().flatMap((node) -> switch (node) {
			case NodeSnapshot.Actor actor -> Stream.of(actor);
			case NodeSnapshot.Supervisor supervisor -> actors(supervisor.children());
			case NodeSnapshot.Family family -> Stream.empty();
		});
	}

}
