package dev.actorspring.boot.actuate.testing;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

/**
 * An actor of a family that is spread over nodes.
 */
@KeyedActor(scope = FamilyScope.CLUSTER)
public class SpreadActor {

	@Receive
	void touch(Touch touch) {
	}

	public record Touch() implements Message<SpreadActor> {

	}

}
