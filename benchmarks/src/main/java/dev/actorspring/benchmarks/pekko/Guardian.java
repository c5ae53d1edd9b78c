package dev.actorspring.benchmarks.pekko;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.typesafe.config.Config;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import scala.concurrent.Await;
import scala.jdk.javaapi.DurationConverters;

/**
 * An actor system whose root actor does what it is told: only an actor can start others
 * by itself.
 */
final class Guardian implements AutoCloseable {

	private final ActorSystem<Command> system;

	Guardian(Config config) {
		this.system = ActorSystem.create(Behaviors.receive((context, command) -> {
			command.run(context);
			return Behaviors.same();
		}), "benchmarks", config);
	}

	ActorSystem<Command> system() {
		return this.system;
	}

	/**
	 * Does something in the root actor, and waits for it.
	 * @param <T> the type of the result
	 * @param task what to do
	 * @return its result
	 */
	<T> T run(Function<ActorContext<Command>, T> task) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.system.tell((context) -> {
			try {
				result.complete(task.apply(context));
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		return result.join();
	}

	<M> ActorRef<M> spawn(Behavior<M> behavior) {
		return run((context) -> context.spawnAnonymous(behavior));
	}

	@Override
	public void close() {
		this.system.terminate();
		try {
			Await.ready(this.system.whenTerminated(), DurationConverters.toScala(Duration.ofMinutes(1)));
		}
		catch (InterruptedException | java.util.concurrent.TimeoutException ex) {
			throw new IllegalStateException("The actor system did not stop", ex);
		}
	}

	/**
	 * Something to do in the root actor.
	 */
	@FunctionalInterface
	interface Command {

		void run(ActorContext<Command> context);

	}

}
