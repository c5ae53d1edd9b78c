package dev.actorspring.demo.readme;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.Pool;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters in docs/reference.md of what the auction house does not have.
 */
class ReferenceMetersTests {

	private static final Page PAGE = Page.of("docs/reference.md");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(configuration("dev.actorspring.boot.actors.ActorAutoConfiguration"))
		.withConfiguration(configuration("dev.actorspring.boot.actuate.metrics.ActorMetricsAutoConfiguration"))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withUserConfiguration(Press.class, Counter.class);

	private static AutoConfigurations configuration(String name) {
		return AutoConfigurations.of(ClassUtils.resolveClassName(name, null));
	}

	@ParameterizedTest
	@CsvSource({ "Meters of pools, actor.pool.", "Meters of topics, actor.topic." })
	void metersAreThoseThatExist(String heading, String prefix) {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBeanProvider(MeterBinder.class).forEach((binder) -> binder.bindTo(registry));
			context.getBean(ActorSystem.class).topic(Printed.class).publish(new Printed());
			Map<String, List<String>> actual = new TreeMap<>();
			registry.getMeters()
				.stream()
				.map(Meter::getId)
				.filter((id) -> id.getName().startsWith(prefix))
				.forEach((id) -> actual.put(id.getName(), List.of(id.getType().name().toLowerCase(Locale.ROOT),
						tags(id.getTags().stream().map(Tag::getKey).toList()))));
			Map<String, List<String>> documented = new TreeMap<>();
			PAGE.table(heading)
				.forEach((row) -> documented.put(row.get(0),
						List.of(row.get(1), tags(List.of(row.get(2).split(",\\s*"))))));
			assertThat(actual).isNotEmpty().containsExactlyEntriesOf(documented);
		});
	}

	private static String tags(List<String> names) {
		return new TreeSet<>(names).stream().collect(Collectors.joining(", "));
	}

	record Printed() implements Event {

	}

	@Actor
	@Pool(size = 2)
	static class Press {

		record Print() implements Message<Press> {

		}

		@Receive
		void print(Print order) {
		}

	}

	@Actor
	static class Counter {

		@Receive
		void on(Printed event) {
		}

	}

}
