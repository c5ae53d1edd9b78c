package dev.actorspring.boot.cluster;

import dev.actorspring.cluster.ClusterEvent;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application that has nothing to do but to be expelled, as a node is: by a thread
 * that keeps no JVM from ending.
 */
final class ExpelledProgram {

	private ExpelledProgram() {
	}

	/**
	 * The program.
	 */
	public static void main(String[] arguments) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean("slow", DisposableBean.class, () -> () -> Thread.sleep(1_000));
		context.refresh();
		ClusterEventPublisher publisher = new ClusterEventPublisher(context, true);
		Thread node = Thread.ofPlatform().daemon().start(() -> publisher.onEvent(new ClusterEvent.Expelled()));
		try {
			node.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
