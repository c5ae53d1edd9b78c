package dev.actorspring.boot.actors;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.actorspring.system.ActorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what happens in the tree as application events, in order, on a thread of its
 * own: {@code @EventListener} methods may block and may call actors.
 * <p>
 * Dead letters are left out. There can be as many of them as messages, they are counted,
 * and an {@link ActorEvent.Listener} bean hears of each. So are ends, of which there can
 * be as many as actors are started at run time.
 */
final class ActorEventPublisher implements ActorEvent.Listener, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(ActorEventPublisher.class);

	private static final int CAPACITY = 1_000;

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(CAPACITY),
			// An event belongs to nobody: what the thread that starts this one inherits
			// from a
			// request must not reach the listeners.
			Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name("actor-events").factory());

	ActorEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void onEvent(ActorEvent event) {
		switch (event) {
			case ActorEvent.Restarted restarted -> enqueue(restarted);
			case ActorEvent.BackedOff backedOff -> enqueue(backedOff);
			case ActorEvent.Escalated escalated -> enqueue(escalated);
			case ActorEvent.Abandoned abandoned -> enqueue(abandoned);
			case ActorEvent.Stuck stuck -> enqueue(stuck);
			case ActorEvent.DeadLetter deadLetter -> {
			}
			case ActorEvent.Ended ended -> {
			}
		}
	}

	private void enqueue(ActorEvent event) {
		try {
			this.executor.execute(() -> publish(event));
		}
		catch (RejectedExecutionException ex) {
			logger.warn("An application event was not published, {} are waiting: {}", this.executor.getQueue().size(),
					event);
		}
	}

	private void publish(ActorEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("An application listener failed on {}", event, ex);
		}
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
