package dev.actorspring.boot.actuate.metrics;

/**
 * The names of the meters and tags.
 */
final class ActorMeters {

	/** What the names of all of them begin with. */
	static final String PREFIX = "actor.";

	static final String DEPTH = "actor.mailbox.depth";

	static final String MAX_DEPTH = "actor.mailbox.depth.max";

	static final String OLDEST_AGE = "actor.mailbox.oldest.age";

	static final String CAPACITY = "actor.mailbox.capacity";

	static final String MESSAGES = "actor.messages";

	static final String ASKS = "actor.asks";

	static final String MESSAGES_TEXT = "Handling of messages";

	static final String ASKS_TEXT = "Requests, from the ask to the outcome";

	static final String RESTARTS = "actor.supervisor.restarts";

	static final String ESCALATIONS = "actor.supervisor.escalations";

	static final String DEAD_LETTERS = "actor.dead.letters";

	static final String STUCK = "actor.stuck";

	static final String STUCK_TURNS = "actor.stuck.turns";

	static final String ABANDONED = "actor.abandoned";

	static final String ACTIVE = "actor.active";

	static final String AWAY = "actor.away";

	static final String POOL_SIZE = "actor.pool.size";

	static final String POOL_BUSY = "actor.pool.busy";

	static final String EVENTS_PUBLISHED = "actor.topic.published";

	static final String EVENTS_DELIVERED = "actor.topic.delivered";

	static final String GROUPS = "actor.groups";

	static final String GROUP_MEMBERS = "actor.group.members";

	static final String STATE_WRITE = "actor.durable.write";

	static final String STATE_ROWS = "actor.durable.rows";

	static final String STATE_TURNS = "actor.durable.turns";

	static final String STATE_CONFLICTS = "actor.durable.conflicts";

	static final String STATE_GATE = "actor.durable.gate";

	static final String STATE_SIZE = "actor.durable.size";

	static final String STATE_LOAD = "actor.durable.load";

	static final String ALARM_DELAY = "actor.durable.alarm.delay";

	static final String STORE_AWAY = "actor.durable.away";

	static final String CLUSTER_ASKS = "actor.cluster.asks";

	static final String CLUSTER_ROUND_TRIP = "actor.cluster.round.trip";

	static final String CLUSTER_RETURNED = "actor.cluster.returned";

	static final String CLUSTER_RESENT = "actor.cluster.resent";

	static final String CLUSTER_LOST = "actor.cluster.lost";

	static final String CLUSTER_DISTRIBUTED = "actor.cluster.distributed";

	static final String CLUSTER_HAND_OFF = "actor.cluster.hand.off";

	static final String CLUSTER_CUT_OFF = "actor.cluster.cut.off";

	static final String CLUSTER_MEMBERS = "actor.cluster.members";

	static final String CLUSTER_PARTITIONS = "actor.cluster.partitions";

	static final String CLUSTER_PARTITIONS_UNKNOWN = "actor.cluster.partitions.unknown";

	static final String CLUSTER_WAITING = "actor.cluster.waiting";

	static final String ACTOR = "actor";

	static final String SUPERVISOR = "supervisor";

	static final String MESSAGE = "message";

	static final String EVENT = "event";

	static final String OUTCOME = "outcome";

	static final String REASON = "reason";

	static final String STATE = "state";

	private ActorMeters() {
	}

}
