package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;

import dev.actorspring.Handling;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.cluster.RemoteCauseException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Decides which problem it is that another node could not be reached. An application
 * without a cluster does not have the exception.
 */
final class ClusterFailures {

	private static final boolean PRESENT = ClassUtils.isPresent("dev.actorspring.cluster.ActorUnreachableException",
			ClusterFailures.class.getClassLoader());

	/** The actor has another home soon. */
	private static final Duration RETRY_SOON = Duration.ofSeconds(1);

	private ClusterFailures() {
	}

	/**
	 * The problem of a failure.
	 * @param failure what came instead of the reply
	 * @param messages whether its message may be shown, which names nodes
	 * @return {@code null} if it has nothing to do with the cluster
	 */
	static @Nullable Problem problem(Throwable failure, boolean messages) {
		return PRESENT ? Known.problem(failure, messages) : null;
	}

	/**
	 * The class of what was thrown on another node, and its superclasses.
	 * @param failure what came instead of the reply
	 * @return their names; none if it was thrown here, or is known here
	 */
	static List<String> types(Throwable failure) {
		return PRESENT ? Known.types(failure) : List.of();
	}

	private static final class Known {

		static List<String> types(Throwable failure) {
			return (failure instanceof RemoteCauseException remote) ? remote.getTypes() : List.of();
		}

		static @Nullable Problem problem(Throwable failure, boolean messages) {
			if (failure instanceof MessageTooLargeException tooLarge) {
				return of(ProblemType.TOO_LARGE, "The request is too large to be sent to where it is handled.",
						tooLarge, messages);
			}
			if (!(failure instanceof ActorUnreachableException unreachable)) {
				return null;
			}
			return (unreachable.getHandling() == Handling.NOT_HANDLED)
					? of(ProblemType.UNREACHABLE, "It cannot be reached at present. Nothing was changed.", unreachable,
							messages)
						.retryAfter(RETRY_SOON)
					: of(ProblemType.OUTCOME_UNKNOWN, "Whether the request was handled is not known. It may have been.",
							unreachable, messages);
		}

		private static Problem of(ProblemType type, String detail, ActorUnreachableException failure,
				boolean messages) {
			return Problem.of(type, messages ? detail + " " + failure.getMessage() : detail);
		}

	}

}
