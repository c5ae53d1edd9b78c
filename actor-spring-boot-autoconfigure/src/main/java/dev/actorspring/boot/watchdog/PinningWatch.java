package dev.actorspring.boot.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.Registration;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Names the actors that wait on a virtual thread without leaving its carrier to others:
 * in native code or a class initializer, and up to JDK 23 in a {@code synchronized}
 * block. The JVM tells of it by an event of the flight recorder when it is over.
 */
final class PinningWatch implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PinningWatch.class);

	private static final String EVENT = "jdk.VirtualThreadPinned";

	private static final Duration LEAST = Duration.ofMillis(20);

	/** How many are told with all that is known; others are the same most likely. */
	private static final int MOST = 100;

	private final ActorSystem system;

	private final ApplicationEventPublisher publisher;

	private final AtomicInteger told = new AtomicInteger();

	private volatile @Nullable RecordingStream stream;

	PinningWatch(ActorSystem system, ApplicationEventPublisher publisher) {
		this.system = system;
		this.publisher = publisher;
	}

	@Override
	public void start() {
		RecordingStream started = new RecordingStream();
		started.enable(EVENT).withThreshold(LEAST).withStackTrace();
		started.onEvent(EVENT, this::pinned);
		started.onError((ex) -> logger.warn("Pinned threads could not be looked at", ex));
		started.startAsync();
		this.stream = started;
	}

	private void pinned(RecordedEvent event) {
		if (this.told.incrementAndGet() > MOST) {
			return;
		}
		List<RecordedFrame> frames = frames(event.getStackTrace());
		CarrierPinned pinned = new CarrierPinned(actor(event.getThread(), frames), event.getDuration(),
				event.hasField("pinnedReason") ? event.getString("pinnedReason") : null,
				frames.stream().map(PinningWatch::describe).toList());
		LoggingEventBuilder line = logger.atWarn().addKeyValue("actor.event", "pinned");
		((pinned.actor() != null) ? line.addKeyValue("actor.path", pinned.actor()) : line).log(
				"{} has pinned a carrier of virtual threads for {} ms{}:\n\tat {}",
				(pinned.actor() != null) ? pinned.actor() : "A thread of no actor", pinned.duration().toMillis(),
				(pinned.reason() != null) ? " (" + pinned.reason() + ")" : "", String.join("\n\tat ", pinned.stack()));
		if (this.told.get() == MOST) {
			logger.warn("Further threads that pin their carriers are not reported");
		}
		this.publisher.publishEvent(pinned);
	}

	private @Nullable String actor(@Nullable RecordedThread thread, List<RecordedFrame> frames) {
		String path = (thread != null) ? this.system.actorOn(thread.getJavaThreadId()).orElse(null) : null;
		return (path != null) ? path : actor(frames);
	}

	/**
	 * The actors of whose class a method is on the stack. The turn itself may be over.
	 */
	private @Nullable String actor(List<RecordedFrame> frames) {
		Map<String, String> names = new TreeMap<>();
		for (Registration each : this.system.registrations()) {
			names.merge(each.spec().type().getName(), each.spec().name(), (one, other) -> one + " or " + other);
		}
		return frames.stream()
			.map((frame) -> names.get(frame.getMethod().getType().getName()))
			.filter((name) -> name != null)
			.findFirst()
			.orElse(null);
	}

	private static List<RecordedFrame> frames(@Nullable RecordedStackTrace stack) {
		return (stack != null) ? stack.getFrames() : List.of();
	}

	private static String describe(RecordedFrame frame) {
		return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
	}

	@Override
	public void stop() {
		RecordingStream running = this.stream;
		if (running != null) {
			this.stream = null;
			running.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.stream != null;
	}

	/**
	 * After the actors.
	 */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

}
