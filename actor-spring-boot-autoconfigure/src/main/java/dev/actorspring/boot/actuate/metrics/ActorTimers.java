package dev.actorspring.boot.actuate.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.boot.text.Names;
import dev.actorspring.system.MessageProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Measures messages. The registry is looked up for the first message and not before: the
 * actor system is built with this, and a registry may be built with beans that need the
 * system.
 * <p>
 * A {@link Timer} takes each value by itself, at the cost of a good part of an ask. So
 * there are timers only where somebody wants a distribution, or where nothing is
 * exported, as in most tests. All others get the {@linkplain SampledMessages same
 * numbers} from counters of our own.
 */
final class ActorTimers implements MessageProbe.Factory {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Predicate<String> timed;

	private final Runnable onNewMessage;

	private final Map<Tags, MessageProbe> probes = new ConcurrentHashMap<>();

	/**
	 * Creates the factory.
	 * @param registry where the meters go
	 * @param own where they are noted
	 * @param timed whether the messages of an actor are timed
	 * @param onNewMessage called with the first message of each type to an actor
	 */
	ActorTimers(Supplier<MeterRegistry> registry, OwnMeters own, Predicate<String> timed, Runnable onNewMessage) {
		this.registry = registry;
		this.own = own;
		this.timed = timed;
		this.onNewMessage = onNewMessage;
	}

	@Override
	public @Nullable MessageProbe create(String actor, String message) {
		this.onNewMessage.run();
		if (!this.timed.test(actor)) {
			return null;
		}
		// Classes may have the same name, and then share their meters.
		return this.probes.computeIfAbsent(Tags.of(ActorMeters.ACTOR, actor, ActorMeters.MESSAGE, message),
				(tags) -> create(this.registry.get(), tags));
	}

	private MessageProbe create(MeterRegistry meters, Tags tags) {
		if (exportsNothing(meters) || hasDistribution(ActorMeters.MESSAGES, tags, meters)
				|| hasDistribution(ActorMeters.ASKS, tags, meters)) {
			return new TimedMessages(meters, this.own, tags);
		}
		return new SampledMessages(meters, this.own, tags);
	}

	private static boolean exportsNothing(MeterRegistry meters) {
		return (meters instanceof CompositeMeterRegistry composite)
				? composite.getRegistries().stream().allMatch(ActorTimers::exportsNothing)
				: meters instanceof SimpleMeterRegistry;
	}

	/**
	 * Whether percentiles or a histogram are configured, for all registries or for one of
	 * them. Only a timer can tell.
	 */
	private static boolean hasDistribution(String name, Tags tags, MeterRegistry meters) {
		if (meters instanceof CompositeMeterRegistry composite
				&& composite.getRegistries().stream().anyMatch((member) -> hasDistribution(name, tags, member))) {
			return true;
		}
		Timer timer = Timer.builder(name).tags(tags.and(ActorMeters.OUTCOME, "none")).register(meters);
		HistogramSnapshot snapshot = timer.takeSnapshot();
		meters.remove(timer);
		return snapshot.histogramCounts().length > 0 || snapshot.percentileValues().length > 0;
	}

	static Tag outcome(Enum<?> outcome) {
		return Tag.of(ActorMeters.OUTCOME, Names.label(outcome));
	}

}
