package dev.actorspring.durable.runtime;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.actorspring.durable.store.StateWrite.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Gives each write a mark that no other write has, in this process or another.
 */
final class WriteMarks {

	private final long process = new SecureRandom().nextLong();

	private final AtomicLong writes = new AtomicLong();

	Mark after(@Nullable Mark written) {
		long version = (written != null) ? written.version() + 1 : 1;
		return new Mark(version, new UUID(this.process, this.writes.getAndIncrement()));
	}

}
