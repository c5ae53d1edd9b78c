package dev.actorspring.engine;

import java.util.List;
import java.util.Objects;

import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Several probes of one type of message. One of them that wants to know how long each
 * message took has all of them timed.
 */
class CompositeProbe implements MessageProbe {

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
		this.probes.forEach((probe) -> probe.handled(outcome, nanos));
	}

	@Override
	public void asked(AskOutcome outcome, long nanos) {
		this.probes.forEach((probe) -> probe.asked(outcome, nanos));
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
			this.probes.forEach((probe) -> probe.handled(count));
		}

		@Override
		public void replied() {
			this.probes.forEach(SamplingProbe::replied);
		}

		@Override
		public void handledSample(long nanos) {
			this.probes.forEach((probe) -> probe.handledSample(nanos));
		}

		@Override
		public void repliedSample(long nanos, long sinceAsk) {
			this.probes.forEach((probe) -> probe.repliedSample(nanos, sinceAsk));
		}

	}

}
