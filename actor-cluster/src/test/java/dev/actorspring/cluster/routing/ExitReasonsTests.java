package dev.actorspring.cluster.routing;

import dev.actorspring.ExitReason;
import dev.actorspring.cluster.RemoteCauseException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExitReasonsTests {

	private static ExitReason sent(ExitReason reason) {
		Packet.Ended ended = new Packet.Ended("clocks", "a", ExitReasons.name(reason), ExitReasons.text(reason));
		Packet.Ended read = (Packet.Ended) Packets.decode(Packets.encode(ended));
		return ExitReasons.of(read.reason(), read.text());
	}

	@Test
	void thoseWithoutACauseStayWhatTheyAre() {
		assertThat(sent(new ExitReason.Normal())).isEqualTo(new ExitReason.Normal());
		assertThat(sent(new ExitReason.Shutdown())).isEqualTo(new ExitReason.Shutdown());
		assertThat(sent(new ExitReason.Killed())).isEqualTo(new ExitReason.Killed());
	}

	@Test
	void causeComesWithItsTextHoweverOftenItIsSent() {
		ExitReason once = sent(new ExitReason.Error(new IllegalStateException("boom")));
		assertThat(sent(once)).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause()).isInstanceOf(RemoteCauseException.class)
					.hasMessage("java.lang.IllegalStateException: boom"));
	}

	@Test
	void oneThatIsNotKnownHereIsAnError() {
		assertThat(ExitReasons.of("retired", "it was retired")).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause()).hasMessage("it was retired"));
	}

}
