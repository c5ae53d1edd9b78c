package dev.actorspring.durable.jdbc;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;

/**
 * A program that writes for ever, and says what is written.
 */
final class KilledWriter {

	static final String ACTOR = "killed";

	private KilledWriter() {
	}

	/**
	 * Writes rows with the keys 0, 1, 2 and so on, and row "last" with the greatest of
	 * them.
	 * @param arguments a URL for JDBC
	 */
	public static void main(String[] arguments) throws Exception {
		StateStore store = JdbcStateStore.builder(TestDatabase.pool(arguments[0])).build();
		StateWrite.Mark seen = null;
		for (int i = 0;; i++) {
			StateWrite.Mark next = new StateWrite.Mark(i + 1, UUID.randomUUID());
			List<StateWrite> writes = List.of(write("" + i, null, new StateWrite.Mark(1, UUID.randomUUID()), i),
					write("last", seen, next, i));
			List<WriteOutcome> outcomes = store.write(writes, Set.of());
			if (!outcomes.stream().allMatch(WriteOutcome.Written.class::isInstance)) {
				throw new IllegalStateException(outcomes.toString());
			}
			System.out.println(i);
			seen = next;
		}
	}

	private static StateWrite write(String key, StateWrite.Mark seen, StateWrite.Mark next, int number) {
		StateKey stateKey = new StateKey(ACTOR, key);
		// Now and then one that is kept elsewhere in the file.
		String state = number + " ".repeat((number % 5 == 0) ? 5000 : 0);
		return new StateWrite(stateKey, seen, next, new StoredState.Value("number", 1, state, null, null),
				List.of(new StoredReply(new StoredReply.Id(stateKey, "" + number),
						new StoredReply.Content("print", "" + number))));
	}

}
