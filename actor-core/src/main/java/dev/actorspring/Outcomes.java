package dev.actorspring;

import java.util.List;

import dev.actorspring.Outcome.Answered;
import dev.actorspring.Outcome.Failed;
import dev.actorspring.Outcome.Unanswered;

/**
 * What has become of all the requests of a {@link FanOut}, or of those whose outcome is
 * known so far. Each list is unmodifiable and in the order in which the outcomes came.
 *
 * @param <A> the actor class, or an interface that it implements
 * @param <R> the type of the reply
 * @param answered who replied
 * @param failed who declined, crashed, refused the request or was gone
 * @param unanswered who had not answered when the time was up, or when the request was
 * withdrawn
 */
public record Outcomes<A, R>(List<Answered<A, R>> answered, List<Failed<A, R>> failed,
		List<Unanswered<A, R>> unanswered) {

	public Outcomes {
		answered = List.copyOf(answered);
		failed = List.copyOf(failed);
		unanswered = List.copyOf(unanswered);
	}

}
