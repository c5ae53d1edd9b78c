package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.function.Consumer;

import dev.actorspring.cluster.ClusterProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all probes, and logs what they throw.
 */
final class SafeProbe implements ClusterProbe {

	private static final Logger log = LoggerFactory.getLogger(SafeProbe.class);

	private final List<ClusterProbe> probes;

	SafeProbe(List<ClusterProbe> probes) {
		this.probes = probes;
	}

	@Override
	public void asked(Outcome outcome, long nanos) {
		each((probe) -> probe.asked(outcome, nanos));
	}

	@Override
	public void roundTrip(long nanos) {
		each((probe) -> probe.roundTrip(nanos));
	}

	@Override
	public void returned() {
		each(ClusterProbe::returned);
	}

	@Override
	public void resent(int frames) {
		each((probe) -> probe.resent(frames));
	}

	@Override
	public void handedOff(int cutOff, long nanos) {
		each((probe) -> probe.handedOff(cutOff, nanos));
	}

	@Override
	public void distributed(Distribution what, int messages) {
		each((probe) -> probe.distributed(what, messages));
	}

	private void each(Consumer<ClusterProbe> call) {
		for (ClusterProbe probe : this.probes) {
			try {
				call.accept(probe);
			}
			catch (RuntimeException ex) {
				log.error("The probe {} has failed", probe.getClass().getName(), ex);
			}
		}
	}

}
