package dev.actorspring.boot.actuate.endpoint;

import java.util.List;

import dev.actorspring.boot.actuate.endpoint.TopicsDescriptor.GroupDescriptor;
import dev.actorspring.boot.actuate.endpoint.TopicsDescriptor.SubscriberDescriptor;
import dev.actorspring.boot.actuate.endpoint.TopicsDescriptor.TopicDescriptor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.GroupSnapshot;
import dev.actorspring.system.TopicSnapshot;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows which events reach whom, and who is in which group, as this node knows it.
 */
@Endpoint(id = "actortopics", defaultAccess = Access.READ_ONLY)
public class ActorTopicsEndpoint {

	private static final int MOST_GROUPS = 100;

	private static final int MOST_MEMBERS = 20;

	private final ActorSystem system;

	/**
	 * Creates the endpoint.
	 * @param system whose topics and groups to show
	 */
	public ActorTopicsEndpoint(ActorSystem system) {
		this.system = system;
	}

	/**
	 * Shows all topics, and the first 100 groups with up to 20 members of each.
	 * @return in the order of their names
	 */
	@ReadOperation
	public TopicsDescriptor topics() {
		List<GroupSnapshot> groups = this.system.groups(MOST_MEMBERS);
		return new TopicsDescriptor(this.system.topics().stream().map(ActorTopicsEndpoint::describe).toList(),
				groups.stream().limit(MOST_GROUPS).map(ActorTopicsEndpoint::describe).toList(), groups.size());
	}

	private static TopicDescriptor describe(TopicSnapshot topic) {
		return new TopicDescriptor(topic.type().getName(),
				topic.subscribers()
					.stream()
					.map((subscriber) -> new SubscriberDescriptor(subscriber.actor(), subscriber.active()))
					.toList());
	}

	private static GroupDescriptor describe(GroupSnapshot group) {
		return new GroupDescriptor(group.name(), group.type(), group.size(), group.members(), group.elsewhere());
	}

}
