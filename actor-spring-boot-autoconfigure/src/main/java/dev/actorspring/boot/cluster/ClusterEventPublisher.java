package dev.actorspring.boot.cluster;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.actorspring.cluster.ClusterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes what happens in the cluster as application events, in order, on a thread of
 * its own. Lost messages are left out, as there can be as many of them as messages, and
 * they are dead letters. Ends the application if its node was expelled: its actors live
 * elsewhere by then.
 */
final class ClusterEventPublisher implements ClusterEvent.Listener, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(ClusterEventPublisher.class);

	private static final int EXPELLED = 3;

	/**
	 * How many events of partitions may wait, of which a node that joins makes hundreds.
	 */
	private static final int CAPACITY = 1_000;

	private final ConfigurableApplicationContext context;

	private final boolean exitWhenExpelled;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("actor-cluster-events").factory());

	ClusterEventPublisher(ConfigurableApplicationContext context, boolean exitWhenExpelled) {
		this.context = context;
		this.exitWhenExpelled = exitWhenExpelled;
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void onEvent(ClusterEvent event) {
		if (event instanceof ClusterEvent.MessageLost) {
			return;
		}
		if (isOfPartition(event) && this.executor.getQueue().size() >= CAPACITY) {
			logger.debug("An application event was not published: {}", event);
			return;
		}
		try {
			this.executor.execute(() -> publish(event));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The application has ended, and does not hear of {}", event);
		}
		if (event instanceof ClusterEvent.Expelled && this.exitWhenExpelled) {
			// Whoever says so is a daemon. If this thread were one too, the JVM would end
			// without it, and with another code, as soon as the web server has ended.
			Thread.ofPlatform().name("actor-cluster-exit").daemon(false).start(this::exit);
		}
	}

	private static boolean isOfPartition(ClusterEvent event) {
		return event instanceof ClusterEvent.PartitionOpened || event instanceof ClusterEvent.PartitionLeaving
				|| event instanceof ClusterEvent.PartitionClosed;
	}

	private void publish(ClusterEvent event) {
		try {
			this.context.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("An application listener failed on {}", event, ex);
		}
	}

	private void exit() {
		ExitCodeGenerator expelled = () -> EXPELLED;
		System.exit(SpringApplication.exit(this.context, expelled));
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
