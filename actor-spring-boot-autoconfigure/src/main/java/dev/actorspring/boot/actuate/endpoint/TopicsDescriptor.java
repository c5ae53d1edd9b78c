package dev.actorspring.boot.actuate.endpoint;

import java.util.List;
import java.util.Map;

/**
 * What is told of topics and groups.
 *
 * @param topics the types of events, and whom they reach on this node
 * @param groups the groups that have members on this node or others
 * @param groupCount how many of them there are, if not all are told
 */
public record TopicsDescriptor(List<TopicDescriptor> topics, List<GroupDescriptor> groups, int groupCount) {

	/**
	 * One type of event.
	 *
	 * @param event its class
	 * @param subscribers who has a handler for it
	 */
	public record TopicDescriptor(String event, List<SubscriberDescriptor> subscribers) {

	}

	/**
	 * Those of one name that get an event.
	 *
	 * @param actor the name of the actor or family, or the simple name of the class of
	 * actors that were started at run time
	 * @param active how many there are at present
	 */
	public record SubscriberDescriptor(String actor, int active) {

	}

	/**
	 * One group.
	 *
	 * @param name its name
	 * @param type what its members have in common
	 * @param size how many there are on this node
	 * @param members the paths of the first of those
	 * @param elsewhere how many there are on other nodes, by their addresses
	 */
	public record GroupDescriptor(String name, String type, int size, List<String> members,
			Map<String, Integer> elsewhere) {

	}

}
