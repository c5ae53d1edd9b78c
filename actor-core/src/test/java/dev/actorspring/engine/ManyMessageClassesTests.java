package dev.actorspring.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An actor with more classes of messages than are looked up one by one.
 */
class ManyMessageClassesTests extends SystemTest {

	private static final List<Word> WORDS = List.of(new Zero(), new One(), new Two(), new Three(), new Four(),
			new Five(), new Six(), new Seven(), new Eight(), new Nine(), new Ten());

	private final Queue<String> measured = new ConcurrentLinkedQueue<>();

	@Test
	void eachIsHandledAndMeasuredUnderItsOwnName() {
		ActorRef<Echo> echo = start(
				(builder) -> builder.actor(ActorSpec.of("echo", Echo.class, (context) -> new Echo()))
					.probes((actor, message) -> {
						this.measured.add(message);
						return null;
					}))
			.actor(Echo.class);
		for (int round = 0; round < 3; round++) {
			for (Word word : WORDS) {
				assertThat(echo.call(word)).isEqualTo(word.getClass().getSimpleName());
			}
		}
		assertThat(this.measured).as("looked for once each").hasSize(WORDS.size()).doesNotHaveDuplicates();
	}

	interface Word extends Request<Echo, String> {

	}

	record Zero() implements Word {

	}

	record One() implements Word {

	}

	record Two() implements Word {

	}

	record Three() implements Word {

	}

	record Four() implements Word {

	}

	record Five() implements Word {

	}

	record Six() implements Word {

	}

	record Seven() implements Word {

	}

	record Eight() implements Word {

	}

	record Nine() implements Word {

	}

	record Ten() implements Word {

	}

	static class Echo {

		@Receive
		String word(Word word) {
			return word.getClass().getSimpleName();
		}

	}

}
