package dev.actorspring.boot.actuate.testing;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

/**
 * An actor of a family that is spread over nodes.
 */
@KeyedActor(scope = FamilyScope.CLUSTER)
public class SpreadActor {

	private int counted;

	@Receive
	void touch(Touch touch) {
	}

	@Receive
	int count(Count count) {
		return ++this.counted;
	}

	public record Touch() implements Message<SpreadActor> {

	}

	public record Count() implements Request<SpreadActor, Integer> {

	}

}
