package dev.actorspring.demo.observer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Tells of some events and groups.
 */
@Endpoint(id = "actortopics", defaultAccess = Access.READ_ONLY)
public class StagedTopics {

	final AtomicInteger reads = new AtomicInteger();

	@ReadOperation
	public Map<String, Object> topics() {
		this.reads.incrementAndGet();
		return Map.of("topics",
				List.of(Map.of("event", "shop.Gallery$Sold", "subscribers",
						List.of(Map.of("actor", "display", "active", 1), Map.of("actor", "seat", "active", 1_200)))),
				"groups",
				List.of(Map.of("name", "blue", "type", "shop.Guest", "size", 3, "members",
						List.of("payments/ledger", "mailer"), "elsewhere", Map.of("10.0.0.2:25520", 4))),
				"groupCount", 2);
	}

}
