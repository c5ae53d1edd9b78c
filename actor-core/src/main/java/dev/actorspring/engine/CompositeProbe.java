package dev.actorspring.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several probes of one type of message. One of them that wants to know how long each
 * message took has all of them timed. One that fails does not keep the others from
 * measuring.
 */
class CompositeProbe implements MessageProbe {

	private static final Logger log = LoggerFactory.getLogger(CompositeProbe.class);

	private final List<MessageProbe> probes;

	private CompositeProbe(List<MessageProbe> probes) {
		this.probes = probes;
	}

	/**
	 * Makes one probe of several.
	 * @param probes in order
	 * @return {@code null} if there is none
	 */
	static @Nullable MessageProbe of(List<@Nullable MessageProbe> probes) {
		List<MessageProbe> present = probes.stream()
			.filter(Objects::nonNull)
			.<MessageProbe>map((probe) -> probe)
			.toList();
		if (present.size() <= 1) {
			return present.isEmpty() ? null : present.getFirst();
		}
		List<SamplingProbe> sampling = present.stream()
			.filter(SamplingProbe.class::isInstance)
			.map(SamplingProbe.class::cast)
			.toList();
		return (sampling.size() == present.size()) ? new Sampling(sampling) : new CompositeProbe(present);
	}

	@Override
	public void handled(TurnOutcome outcome, long nanos) {
		each(this.probes, (probe) -> probe.handled(outcome, nanos));
	}

	@Override
	public void asked(AskOutcome outcome, long nanos) {
		each(this.probes, (probe) -> probe.asked(outcome, nanos));
	}

	private static <P> void each(List<P> probes, Consumer<P> what) {
		for (P probe : probes) {
			try {
				what.accept(probe);
			}
			catch (Throwable ex) {
				Texts.safely(log, () -> log.warn("The probe {} failed", probe, ex));
			}
		}
	}

	/**
	 * All of which are content with a sample.
	 */
	private static final class Sampling extends CompositeProbe implements SamplingProbe {

		private final List<SamplingProbe> probes;

		Sampling(List<SamplingProbe> probes) {
			super(List.copyOf(probes));
			this.probes = probes;
		}

		@Override
		public void handled(int count) {
			each(this.probes, (probe) -> probe.handled(count));
		}

		@Override
		public void replied() {
			each(this.probes, SamplingProbe::replied);
		}

		@Override
		public void handledSample(long nanos) {
			each(this.probes, (probe) -> probe.handledSample(nanos));
		}

		@Override
		public void repliedSample(long nanos, long sinceAsk) {
			each(this.probes, (probe) -> probe.repliedSample(nanos, sinceAsk));
		}

	}

}
