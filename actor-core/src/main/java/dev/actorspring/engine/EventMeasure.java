package dev.actorspring.engine;

import java.util.List;
import java.util.function.Consumer;

import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TopicProbe.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who measure events of what becomes of them. One that fails keeps nobody
 * from anything.
 */
final class EventMeasure {

	/** An event that its actor has never published, as its turn has never been. */
	static final Consumer<Throwable> NEVER_PUBLISHED = (failure) -> {
	};

	private static final Logger log = LoggerFactory.getLogger(EventMeasure.class);

	private static final ClassValue<String> NAMES = new ClassValue<>() {

		@Override
		protected String computeValue(Class<?> event) {
			String name = event.getName();
			return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
		}

	};

	private final List<TopicProbe> probes;

	EventMeasure(List<TopicProbe> probes) {
		this.probes = List.copyOf(probes);
	}

	/**
	 * The name of a class of events, as people read it.
	 */
	static String name(Class<?> event) {
		return NAMES.get(event);
	}

	void published(Class<?> event) {
		each((probe) -> probe.published(name(event)));
	}

	void delivered(Class<?> event, String actor, Outcome outcome, int count) {
		if (count > 0) {
			each((probe) -> probe.delivered(name(event), actor, outcome, count));
		}
	}

	private void each(Consumer<TopicProbe> what) {
		for (TopicProbe probe : this.probes) {
			try {
				what.accept(probe);
			}
			catch (Throwable ex) {
				Texts.safely(log, () -> log.warn("The probe {} failed", probe, ex));
			}
		}
	}

}
