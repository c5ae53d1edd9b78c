package dev.actorspring.boot.watchdog;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import dev.actorspring.boot.watchdog.DeadlockFound.Participant;
import dev.actorspring.system.ActorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Looks for deadlocks when a turn is stuck, since it may be stuck in one. Those of
 * platform threads the JVM finds by itself; for those of virtual threads all threads have
 * to be dumped, which is only done if somebody wants it.
 */
final class DeadlockWatch implements ActorEvent.Listener {

	private static final Logger logger = LoggerFactory.getLogger(DeadlockWatch.class);

	/** Between two dumps, at least. */
	private static final long PAUSE = Duration.ofMinutes(1).toNanos();

	/** Between two looks of the JVM, as very many turns may be stuck at once. */
	private static final long SHORT_PAUSE = Duration.ofSeconds(1).toNanos();

	private final LongFunction<Optional<String>> actors;

	private final ApplicationEventPublisher publisher;

	private final boolean dumps;

	/**
	 * The threads of those that were told. Only by one thread at a time, as is the next.
	 */
	private final Set<Set<Long>> told = new HashSet<>();

	private long dumped = System.nanoTime() - PAUSE;

	private long looked = System.nanoTime() - SHORT_PAUSE;

	/**
	 * Creates a watch.
	 * @param actors finds the path of the actor that is on a thread
	 * @param publisher is told of deadlocks
	 * @param dumps whether all threads may be dumped
	 */
	DeadlockWatch(LongFunction<Optional<String>> actors, ApplicationEventPublisher publisher, boolean dumps) {
		this.actors = actors;
		this.publisher = publisher;
		this.dumps = dumps;
	}

	@Override
	public void onEvent(ActorEvent event) {
		if (!(event instanceof ActorEvent.Stuck) || System.nanoTime() - this.looked < SHORT_PAUSE) {
			return;
		}
		this.looked = System.nanoTime();
		try {
			WaitingThread.cycles(platformThreads()).forEach(this::tell);
			if (this.dumps && System.nanoTime() - this.dumped >= PAUSE) {
				this.dumped = System.nanoTime();
				WaitingThread.cycles(ThreadDump.take()).forEach(this::tell);
			}
		}
		catch (IOException | RuntimeException | LinkageError ex) {
			logger.warn("It could not be looked for deadlocks", ex);
		}
	}

	private static List<WaitingThread> platformThreads() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long[] locked = threads.findDeadlockedThreads();
		List<WaitingThread> found = new ArrayList<>();
		for (ThreadInfo each : (locked != null) ? threads.getThreadInfo(locked, true, true) : new ThreadInfo[0]) {
			if (each != null) {
				Set<String> owned = new HashSet<>();
				for (Object lock : each.getLockedMonitors()) {
					owned.add(lock.toString());
				}
				for (Object lock : each.getLockedSynchronizers()) {
					owned.add(lock.toString());
				}
				found.add(new WaitingThread(each.getThreadId(), each.getThreadName(), each.getLockName(), owned));
			}
		}
		return found;
	}

	private void tell(List<WaitingThread> cycle) {
		if (!this.told.add(cycle.stream().map(WaitingThread::id).collect(Collectors.toSet()))) {
			return;
		}
		DeadlockFound found = new DeadlockFound(cycle.stream()
			.map((thread) -> new Participant(name(thread), this.actors.apply(thread.id()).orElse(null),
					String.valueOf(thread.lock())))
			.toList());
		LoggingEventBuilder line = logger.atError().addKeyValue("actor.event", "deadlock");
		String paths = found.participants()
			.stream()
			.map(Participant::actor)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(","));
		(paths.isEmpty() ? line : line.addKeyValue("actor.path", paths)).log("A deadlock: {}",
				found.participants().stream().map(Participant::toString).collect(Collectors.joining("; ")));
		this.publisher.publishEvent(found);
	}

	private static String name(WaitingThread thread) {
		return (thread.name().isEmpty() ? "" : thread.name() + " ") + "#" + thread.id();
	}

}
