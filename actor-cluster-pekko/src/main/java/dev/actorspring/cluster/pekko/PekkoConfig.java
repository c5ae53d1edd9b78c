package dev.actorspring.cluster.pekko;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.routing.Frame;
import org.apache.pekko.cluster.sbr.SplitBrainResolverProvider;
import org.apache.pekko.event.slf4j.Slf4jLogger;

/**
 * What Pekko is told. Nothing of it comes from the application's own files or system
 * properties, which may be for another Pekko.
 */
final class PekkoConfig {

	/** The number of partitions, which all nodes compare. */
	static final String PARTITIONS = "actorspring.partitions";

	/** The version of what nodes say to each other, which all nodes compare. */
	static final String PROTOCOL = "actorspring.protocol";

	/**
	 * How long a node is silent before others go on without it, which all nodes compare:
	 * by that it knows how long it may trust itself.
	 */
	static final String STABLE_AFTER = "pekko.cluster.split-brain-resolver.stable-after";

	/** A name for this start of this node. */
	static final String ATTEMPT = "actorspring.attempt";

	/**
	 * The phase of the shutdown after the partitions have left, and before the node does.
	 */
	static final String GOODBYE = "actor-goodbye";

	/** On top of a message, for its key, its context and what else is in its frame. */
	private static final int FRAME_OVERHEAD = 48 * 1024;

	/** That Pekko keeps for itself at the end of a hand-off, and some more. */
	private static final Duration HAND_OFF_MARGIN = Duration.ofSeconds(15);

	private static final Duration SEEDS_ARE_AWAY = Duration.ofSeconds(3);

	/** A node that waits for nobody would be a second cluster. */
	private static final Duration SEEDS_ARE_BUSY = Duration.ofSeconds(20);

	private static final String FIXED = """
			pekko {
			  loggers = ["%s"]
			  loglevel = INFO
			  stdout-loglevel = OFF
			  log-dead-letters = off
			  log-dead-letters-during-shutdown = off
			  daemonic = on
			  jvm-exit-on-fatal-error = off
			  jvm-shutdown-hooks = off
			  actor {
			    provider = cluster
			    allow-java-serialization = off
			    serializers.actorspring = "%s"
			    serialization-bindings {
			      "%s" = actorspring
			      "%s" = actorspring
			      "%s" = actorspring
			      "%s" = actorspring
			      "%s" = actorspring
			      "%s" = actorspring
			    }
			  }
			  coordinated-shutdown {
			    exit-jvm = off
			    run-by-jvm-shutdown-hook = off
			    run-by-actor-system-terminate = off
			    phases {
			      %9$s {
			        depends-on = [cluster-sharding-shutdown-region]
			        timeout = 15s
			      }
			      cluster-leave.depends-on = [%9$s]
			    }
			  }
			  remote {
			    artery {
			      # A node that was removed forgets all others as it ends, and says so to those that still
			      # take it for a member. By default they take that for their own removal, and end too.
			      propagate-harmless-quarantine-events = off
			      advanced {
			        outbound-message-queue-size = 16384
			        inbound-lanes = 1
			      }
			    }
			  }
			  cluster {
			    downing-provider-class = "%10$s"
			    split-brain-resolver {
			      active-strategy = keep-majority
			      # By default all nodes end if somebody has been unreachable for 7/4 of the time after which
			      # it would be removed, since that time starts over with each change: five nodes of which two
			      # fail, one soon after the other, or two that come and go by turns. What that prevents, that
			      # two sides decide differently as they see the changes at different times, does no harm to
			      # states: their writes are fenced by revisions and epochs, and what is read is confirmed by a
			      # majority. So better wait for a moment of calm than lose the nodes that are well.
			      down-all-when-unstable = off
			    }
			    leader-actions-interval = 500ms
			    gossip-interval = 500ms
			    unreachable-nodes-reaper-interval = 250ms
			    failure-detector {
			      heartbeat-interval = 250ms
			      acceptable-heartbeat-pause = 1500ms
			    }
			    down-removal-margin = 500ms
			    retry-unsuccessful-join-after = 2s
			    jmx.enabled = off
			    configuration-compatibility-check.checkers.actorspring = "%11$s"
			    sharding {
			      passivation.strategy = none
			      remember-entities = off
			      rebalance-interval = 2s
			      # What is being written when a node is killed waits for that node until it is tried again: by
			      # default for up to five seconds after its removal, in which no partition finds a new home.
			      updating-state-timeout = 1s
			      retry-interval = 250ms
			      coordinator-failure-backoff = 1s
			      least-shard-allocation-strategy {
			        rebalance-absolute-limit = 64
			        rebalance-relative-limit = 0.25
			      }
			    }
			  }
			}
			""".formatted(Slf4jLogger.class.getName(), ClusterSerializer.class.getName(), Frame.class.getName(),
			Locate.class.getName(), Located.class.getName(), Arrived.class.getName(), Ping.class.getName(),
			Pong.class.getName(), GOODBYE, SplitBrainResolverProvider.class.getName(), JoinCheck.class.getName());

	private PekkoConfig() {
	}

	/** After which the first seed begins a cluster of its own. */
	private static Duration seedTimeout(ClusterSettings settings) {
		boolean wait = settings.dnsSeeds() != null || SeedProbe.hasToWait(settings);
		return wait ? SEEDS_ARE_BUSY : SEEDS_ARE_AWAY;
	}

	static Config of(ClusterSettings settings, ClassLoader classLoader) {
		Duration handOff = settings.handOffTimeout().plus(HAND_OFF_MARGIN);
		Map<String, Object> own = new HashMap<>();
		own.put(PARTITIONS, settings.partitions());
		own.put(PROTOCOL, Frame.PROTOCOL);
		own.put(ATTEMPT, UUID.randomUUID().toString());
		own.put("pekko.cluster.app-version", settings.appVersion());
		own.put(binding(Query.class), "actorspring");
		own.put(binding(Answer.class), "actorspring");
		own.put("pekko.remote.artery.canonical.hostname", settings.host());
		own.put("pekko.remote.artery.canonical.port", settings.port());
		own.put("pekko.remote.artery.transport", (settings.tls() != null) ? "tls-tcp" : "tcp");
		own.put("pekko.remote.artery.advanced.maximum-frame-size", settings.maxMessageSize() + FRAME_OVERHEAD + "b");
		own.put("pekko.cluster.seed-node-timeout", seedTimeout(settings).toMillis() + "ms");
		own.put(STABLE_AFTER, settings.stableAfter().toMillis() + "ms");
		own.put("pekko.cluster.sharding.handoff-timeout", handOff.toMillis() + "ms");
		own.put("pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout",
				handOff.plusSeconds(5).toMillis() + "ms");
		return ConfigFactory.parseMap(own)
			.withFallback(ConfigFactory.parseString(FIXED))
			.withFallback(ConfigFactory.defaultReference(classLoader))
			.resolve();
	}

	private static String binding(Class<?> type) {
		return "pekko.actor.serialization-bindings.\"" + type.getName() + "\"";
	}

}
