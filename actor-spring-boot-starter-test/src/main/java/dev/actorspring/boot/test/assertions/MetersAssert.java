package dev.actorspring.boot.test.assertions;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions for what actors have been measured to do. Failures list the meters that
 * there are of the actor instead. Needs Micrometer.
 */
public final class MetersAssert extends AbstractAssert<MetersAssert, MeterRegistry> {

	private static final String ACTOR = "actor";

	private MetersAssert(MeterRegistry actual) {
		super(actual, MetersAssert.class);
	}

	/**
	 * Begins to say something about meters.
	 * @param registry where they are
	 * @return the assertions
	 */
	public static MetersAssert assertThatMeters(MeterRegistry registry) {
		return new MetersAssert(registry);
	}

	/**
	 * Verifies how many messages an actor, or the actors of a family, have handled.
	 * @param actor the name of the actor or family
	 * @param message the class of the messages
	 * @param count how many, whatever came of them
	 * @return this
	 */
	public MetersAssert hasHandled(String actor, Class<?> message, long count) {
		return has(count, "actor.messages", ACTOR, actor, "message", message.getSimpleName());
	}

	/**
	 * Verifies how often an actor, or the actors of a family, were restarted.
	 * @param actor the name of the actor or family
	 * @param count how often
	 * @return this
	 */
	public MetersAssert hasRestarts(String actor, long count) {
		return has(count, "actor.supervisor.restarts", ACTOR, actor);
	}

	/**
	 * Verifies how many messages to an actor, or to the actors of a family, have become
	 * dead letters.
	 * @param actor the name of the actor or family
	 * @param count how many, for whatever reason
	 * @return this
	 */
	public MetersAssert hasDeadLetters(String actor, long count) {
		return has(count, "actor.dead.letters", ACTOR, actor);
	}

	/**
	 * Verifies the value of a meter: of a gauge its value, of all others their count.
	 * @param value the sum over all meters of the name that have the tags; zero if there
	 * is none
	 * @param meter the name of the meter
	 * @param tags keys and values by turns
	 * @return this
	 */
	public MetersAssert has(double value, String meter, String... tags) {
		isNotNull();
		double actualValue = this.actual.find(meter)
			.tags(tags)
			.meters()
			.stream()
			.mapToDouble(MetersAssert::value)
			.sum();
		if (actualValue != value) {
			throw failure("Expected %s of %s%s, but it was %s. Its meters are:%s", number(value), meter, List.of(tags),
					number(actualValue), describe(related(meter, tags)));
		}
		return this;
	}

	/**
	 * Those of the same actor, or else of the same name.
	 */
	private Collection<Meter> related(String meter, String... tags) {
		for (int i = 0; i + 1 < tags.length; i += 2) {
			if (ACTOR.equals(tags[i])) {
				Tag actor = Tag.of(ACTOR, tags[i + 1]);
				return this.actual.getMeters()
					.stream()
					.filter((each) -> each.getId().getTags().contains(actor))
					.toList();
			}
		}
		return this.actual.find(meter).meters();
	}

	private static String describe(Collection<Meter> meters) {
		return meters.isEmpty() ? " none" : meters.stream()
			.map((meter) -> "\n  " + meter.getId().getName()
					+ meter.getId().getTags().stream().map((tag) -> tag.getKey() + "=" + tag.getValue()).toList() + " "
					+ number(value(meter)))
			.sorted()
			.collect(Collectors.joining());
	}

	private static double value(Meter meter) {
		for (Measurement measurement : meter.measure()) {
			switch (measurement.getStatistic()) {
				case COUNT, VALUE, ACTIVE_TASKS -> {
					return measurement.getValue();
				}
				default -> {
				}
			}
		}
		return 0;
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
	}

}
