package dev.actorspring.boot.actuate.info;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;

import org.springframework.boot.actuate.info.Info.Builder;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Tells how many there are, under {@code actors}: supervisors below the root, actors that
 * are known by a name, keyed families, actors that run, keyed ones among them, and those
 * that are restarting or in backoff.
 */
public class ActorsInfoContributor implements InfoContributor {

	private final ActorSystem system;

	/**
	 * Creates the contributor.
	 * @param system whose actors to count
	 */
	public ActorsInfoContributor(ActorSystem system) {
		this.system = system;
	}

	@Override
	public void contribute(Builder builder) {
		Counts counts = new Counts(this.system.gauges());
		counts.add(this.system.tree().children());
		builder.withDetail("actors", counts.toMap());
	}

	/**
	 * What has been counted.
	 */
	private static final class Counts {

		private int actors;

		private int families;

		private int supervisors;

		private int active;

		private int away;

		/** A snapshot names only some of those that are away. */
		private final Map<String, ActorGauge> gauges;

		Counts(Collection<ActorGauge> gauges) {
			this.gauges = gauges.stream().collect(Collectors.toMap(ActorGauge::actor, Function.identity()));
		}

		void add(List<NodeSnapshot> nodes) {
			nodes.forEach(this::add);
		}

		void add(NodeSnapshot node) {
			switch (node) {
				case NodeSnapshot.Supervisor supervisor -> {
					this.supervisors++;
					this.away += away(supervisor);
					add(supervisor.children());
				}
				case NodeSnapshot.Actor actor -> {
					this.actors++;
					this.active += (actor.state() == ChildState.RUNNING) ? 1 : 0;
					this.away += away(actor);
					add(actor.children());
				}
				case NodeSnapshot.Family family -> {
					this.families++;
					this.active += family.active();
					ActorGauge gauge = this.gauges.get(family.name());
					this.away += (gauge != null) ? gauge.away() : family.away().size();
				}
			}
		}

		private static int away(NodeSnapshot node) {
			return switch (node.state()) {
				case RESTARTING, BACKOFF -> 1;
				case RUNNING, STOPPED, DISABLED -> 0;
			};
		}

		Map<String, Object> toMap() {
			Map<String, Object> map = new LinkedHashMap<>();
			map.put("supervisors", this.supervisors);
			map.put("actors", this.actors);
			map.put("families", this.families);
			map.put("active", this.active);
			map.put("away", this.away);
			return map;
		}

	}

}
