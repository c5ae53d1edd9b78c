package dev.actorspring.boot.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application hears of its cluster, and what it does when its node is expelled.
 */
class ClusterEventPublisherTests {

	@Test
	void membersAreHeardOfHoweverManyPartitionsMove() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		List<ClusterEvent> heard = new CopyOnWriteArrayList<>();
		ClusterMember member = new ClusterMember("10.0.0.1:25520", ClusterMember.State.JOINING, false);
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.addApplicationListener(ApplicationListener.<ClusterEvent>forPayload((event) -> {
				await(release);
				heard.add(event);
			}));
			context.refresh();
			ClusterEventPublisher publisher = new ClusterEventPublisher(context, false);
			for (int i = 0; i < 5_000; i++) {
				publisher.onEvent(new ClusterEvent.PartitionOpened(i));
			}
			publisher.onEvent(new ClusterEvent.MemberChanged(member));
			release.countDown();
			Awaitility.await().until(() -> heard.contains(new ClusterEvent.MemberChanged(member)));
			assertThat(heard).as("events of partitions are bounded").hasSizeLessThan(1_100);
			publisher.destroy();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void applicationEndsWithTheCodeForItWhenNothingElseKeepsItRunning() throws Exception {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath,
				ExpelledProgram.class.getName())
			.inheritIO()
			.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(3);
	}

}
