package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StateWrite.Mark;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What nobody asks for any more is removed, and the row of an actor never before the
 * outcomes that are stored with it.
 */
class PurgeTests {

	private static final int MANY = 2_500;

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Purge purge = new Purge(this.store, new Background(), () -> true);

	@Test
	void outcomesGoAfterADayAndTombstonesAfterThem() throws Exception {
		this.store.setTime(Instant.EPOCH);
		for (int i = 0; i < MANY; i++) {
			decline("k" + i);
		}
		this.store.advance(Purge.REPLIES.minusSeconds(1));
		this.purge.purge();
		assertThat(this.store.storedReplies()).hasSize(MANY);
		this.store.advance(Duration.ofSeconds(2));
		this.purge.purge();
		assertThat(this.store.storedReplies()).as("all of them, not one batch").isEmpty();
		assertThat(this.store.rows()).hasSize(MANY);
		this.store.advance(Purge.REPLIES);
		this.purge.purge();
		assertThat(this.store.rows()).isEmpty();
	}

	/** Leaves an outcome, and no state. */
	private void decline(String key) throws FencedException, StoreException {
		StateKey actor = new StateKey("till", key);
		this.store.write(List.of(new StateWrite(actor, null, new Mark(1, UUID.randomUUID()),
				new StoredState.Value("cash", 1, null, null, null),
				List.of(new StoredReply(new StoredReply.Id(actor, "one"), new StoredReply.Content("f", "{}"))))),
				Set.of());
	}

}
