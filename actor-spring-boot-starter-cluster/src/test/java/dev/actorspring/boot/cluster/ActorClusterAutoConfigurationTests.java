package dev.actorspring.boot.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.health.ActorClusterHealth;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ActorClusterAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorClusterAutoConfiguration.class));

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private ApplicationContextRunner node(int port, int seed) {
		return this.runner.withPropertyValues("actor.cluster.port=" + port, "actor.cluster.seeds=127.0.0.1:" + seed,
				"actor.cluster.partitions=16");
	}

	private static int add(ApplicationContext context, String key, int amount) {
		return context.getBean(ActorSystem.class).keyed(Stock.class).get(key).call(new Stock.Add(amount));
	}

	@Test
	void thereIsNoNode_ifNoFamilyIsSpread() {
		this.runner.withUserConfiguration(Local.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ClusterNodeSupplier.class).get()).isNull();
		});
	}

	/**
	 * For topics and groups alone.
	 */
	@Test
	void thereIsANodeAlsoIfNoFamilyIsSpread_ifItIsWanted() throws Exception {
		int port = freePort();
		node(port, port).withUserConfiguration(Local.class)
			.withPropertyValues("actor.cluster.enabled=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ClusterNode.class).isMember()).isTrue();
			});
	}

	@Test
	void sameCodeRunsOnOneNodeWithoutPekko_ifTheClusterIsDisabled() {
		this.runner.withUserConfiguration(Stock.class)
			.withPropertyValues("actor.cluster.enabled=false")
			.withClassLoader(new FilteredClassLoader("org.apache.pekko", "scala"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ClusterNode.class);
				assertThat(add(context, "bolt", 3)).isEqualTo(3);
			});
	}

	@Test
	void thereIsNothingOfIt_withoutTheModule() {
		this.runner.withUserConfiguration(Stock.class)
			.withClassLoader(new FilteredClassLoader(ClusterNode.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterProperties.class));
	}

	@Test
	void scopeCanBeTakenBackByAProperty() {
		this.runner.withUserConfiguration(Stock.class)
			.withPropertyValues("actor.actors.stock.scope=node")
			.run((context) -> assertThat(context.getBean(ClusterNodeSupplier.class).get()).isNull());
	}

	@Test
	void lackOfSeedsIsSaid() {
		this.runner.withUserConfiguration(Stock.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(ActorConfigurationException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("has no seeds");
					assertThat(ex.getAction()).contains("actor.cluster.seeds");
				}));
	}

	@Test
	void sslBundleThatIsNotThereIsSaid() throws Exception {
		int port = freePort();
		node(port, port).withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withUserConfiguration(Stock.class)
			.withPropertyValues("actor.cluster.ssl.bundle=nodes")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("Nodes are to talk by TLS with the SSL bundle 'nodes'"));
	}

	@Test
	void nodesAreFoundByName() throws Exception {
		int port = freePort();
		this.runner.withUserConfiguration(Stock.class)
			.withPropertyValues("actor.cluster.port=" + port, "actor.cluster.dns=127.0.0.1",
					"actor.cluster.required-seeds=1")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ClusterNode.class).members()).hasSize(1);
			});
	}

	@Test
	void singleActorLivesOnOneNode_andMovesWhenThatLeaves() throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port).withUserConfiguration(Clock.class).run((first) -> {
			node(other, port).withUserConfiguration(Clock.class).run((second) -> {
				assertThat(second).hasNotFailed();
				await().untilAsserted(() -> {
					assertThat(isClockHere(first)).isNotEqualTo(isClockHere(second));
					assertThat(ticks(first)).isGreaterThan(2);
					assertThat(ticks(second)).isGreaterThan(2);
				});
			});
			// The other one has left.
			await().untilAsserted(() -> assertThat(isClockHere(first)).isTrue());
			await().untilAsserted(() -> assertThat(ticks(first)).isGreaterThan(2));
		});
	}

	@Test
	void versionOfTheApplicationAndWaysOfTestingAreProperties() throws Exception {
		int port = freePort();
		node(port, port).withUserConfiguration(Stock.class)
			.withPropertyValues("actor.cluster.app-version=1.4.2", "actor.cluster.serialize-local=true")
			.run((context) -> {
				ClusterNode node = context.getBean(ClusterNode.class);
				assertThat(node.settings().appVersion()).isEqualTo("1.4.2");
				assertThat(node.settings().serializeLocal()).isTrue();
				assertThat(add(context, "bolt", 3)).isEqualTo(3);
			});
		node(port, port).withUserConfiguration(Stock.class)
			.withPropertyValues("actor.cluster.app-version=next one")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("The application has the version 'next one'"));
	}

	@Test
	void singleActorIsSpreadByAProperty() throws Exception {
		int port = freePort();
		node(port, port).withUserConfiguration(Single.class)
			.withPropertyValues("actor.actors.single.scope=cluster")
			.run((context) -> assertThat(context.getBean(ActorSystem.class).actor(Single.class).path())
				.isEqualTo("single/single"));
	}

	@Test
	void singleActorIsAsEver_withoutACluster() {
		this.runner.withUserConfiguration(Clock.class)
			.withPropertyValues("actor.cluster.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(ActorSystem.class).actor(Clock.class).path()).isEqualTo("clock");
				await().untilAsserted(() -> assertThat(ticks(context)).isGreaterThan(2));
			});
	}

	private static int ticks(ApplicationContext context) {
		return context.getBean(ActorSystem.class).actor(Clock.class).call(new Clock.Ticks());
	}

	private static boolean isClockHere(ApplicationContext context) {
		return !context.getBean(ActorSystem.class).keys("clock", null, 1).isEmpty();
	}

	@Test
	void messageThatCannotBeSentIsSaid() throws Exception {
		int port = freePort();
		node(port, port).withUserConfiguration(Unfit.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("The message ActorClusterAutoConfigurationTests$Unfit$Thing of 'unfit'"));
	}

	@Test
	void portThatIsTakenIsSaid() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			node(taken.getLocalPort(), taken.getLocalPort()).withUserConfiguration(Stock.class)
				.run((context) -> assertThat(context).getFailure()
					.hasStackTraceContaining("cannot use the port " + taken.getLocalPort()));
		}
	}

	@Test
	void applicationsReachTheSameActors_andHearOfEachOther(CapturedOutput output) throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port).withUserConfiguration(Stock.class, Hearing.class).run((first) -> {
			assertThat(first).hasNotFailed();
			assertThat(add(first, "alone", 1)).isOne();
			assertThat(output).contains("The actors of [stock] are spread over nodes and not durable");
			node(other, port).withUserConfiguration(Stock.class).run((second) -> {
				assertThat(second).hasNotFailed();
				IntStream.range(0, 40).forEach((i) -> {
					int once = add(first, "key" + i, 1);
					assertThat(add(second, "key" + i, 1)).isGreaterThanOrEqualTo(once);
				});
				assertThat(second.getBean(ClusterNode.class).isReady()).isTrue();
				assertThat(ActorClusterHealth.of(second.getBean(ClusterNodeSupplier.class)).getStatus())
					.isEqualTo(Status.UP);
			});
			Queue<ClusterMember> heard = first.getBean(Hearing.class).heard;
			await().untilAsserted(() -> assertThat(heard).filteredOn((member) -> !member.self())
				.extracting(ClusterMember::state)
				.contains(ClusterMember.State.UP, ClusterMember.State.REMOVED));
			ClusterNode node = first.getBean(ClusterNode.class);
			await().untilAsserted(() -> assertThat(node.members()).hasSize(1));
			first.close();
			assertThat(node.isReady()).isFalse();
		});
	}

	@Actor(scope = FamilyScope.CLUSTER)
	static class Clock {

		record Tick() implements Message<Clock> {

		}

		record Ticks() implements Request<Clock, Integer> {

		}

		private int ticks;

		Clock(ActorContext<Clock> context) {
			context.scheduleAtFixedRate(Duration.ofMillis(20), Duration.ofMillis(20), new Tick());
		}

		@Receive
		void tick(Tick tick) {
			this.ticks++;
		}

		@Receive
		int ticks(Ticks ticks) {
			return this.ticks;
		}

	}

	@KeyedActor
	static class Local {

		record Ping() implements Message<Local> {

		}

		@Receive
		void ping(Ping ping) {
		}

	}

	@Actor
	static class Single {

		record Ping() implements Message<Single> {

		}

		@Receive
		void ping(Ping ping) {
		}

	}

	@KeyedActor(scope = FamilyScope.CLUSTER)
	static class Unfit {

		record Thing(List<Runnable> things) implements Message<Unfit> {

		}

		@Receive
		void thing(Thing thing) {
		}

	}

	static class Hearing {

		private final Queue<ClusterMember> heard = new ConcurrentLinkedQueue<>();

		@EventListener
		void on(ClusterEvent.MemberChanged changed) {
			this.heard.add(changed.member());
		}

	}

}
