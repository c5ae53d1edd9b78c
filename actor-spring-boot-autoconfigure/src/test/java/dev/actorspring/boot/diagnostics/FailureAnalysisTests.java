package dev.actorspring.boot.diagnostics;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.diagnostics.conflict.ConflictingActors;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.SupervisorSpec;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

class FailureAnalysisTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void actorInjectedDirectlyIsAdvisedToInjectItsRef() {
		FailureAnalysis analysis = analyze(Ledger.class, Checkout.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Parameter 0 of constructor in %s required the actor 'ledger' itself. "
				.formatted(Checkout.class.getName()) + "An actor is reached only by messages.");
		assertThat(analysis.getAction()).isEqualTo("Inject ActorRef<Ledger> instead.");
	}

	@Test
	void keyedActorInjectedDirectlyIsAdvisedToInjectTheFamily() {
		FailureAnalysis analysis = analyze(Auction.class, Bidder.class);
		assertThat(analysis.getDescription()).contains("required the actor 'auction' itself");
		assertThat(analysis.getAction()).isEqualTo("Inject KeyedActors<Auction> instead.");
	}

	@Test
	void actorInjectedIntoAnotherActorIsAdvisedToInjectItsRef() {
		FailureAnalysis analysis = analyze(Ledger.class, Greedy.class);
		assertThat(analysis.getDescription()).startsWith("Parameter 0 of constructor in " + Greedy.class.getName());
		assertThat(analysis.getAction()).isEqualTo("Inject ActorRef<Ledger> instead.");
	}

	@Test
	void contextInjectedOutsideAnActorIsExplained() {
		FailureAnalysis analysis = analyze(Ledger.class, ContextUser.class);
		assertThat(analysis.getDescription()).isEqualTo("An ActorContext was asked for outside an actor.");
		assertThat(analysis.getAction()).startsWith("Inject ActorContext only into an actor");
	}

	@Test
	void messageWithoutHandlerIsNamedWithTheFix() {
		FailureAnalysis analysis = analyze(Deaf.class);
		assertThat(analysis.getDescription()).contains("Deaf").contains("Unheard");
		assertThat(analysis.getAction()).contains("@Receive");
	}

	@Test
	void handlerOfAnotherReplyTypeIsNamedWithTheFix() {
		FailureAnalysis analysis = analyze(WrongReply.class);
		assertThat(analysis.getDescription()).contains("WrongReply").contains("Integer");
		assertThat(analysis.getAction()).isNotBlank();
	}

	@Test
	void twoActorsOfOneNameAreNamed() {
		FailureAnalysis analysis = analyze(SameName.class);
		assertThat(analysis.getDescription()).contains("'twin'");
		assertThat(analysis.getAction()).isNotBlank();
	}

	@Test
	void twoScannedActorsOfOneNameAreNamed() {
		FailureAnalysis analysis = analyze(ConflictingActors.class);
		assertThat(analysis.getDescription()).startsWith("The name 'twin' is used by more than one actor or bean: ")
			.contains("ConflictingActors$One")
			.contains("ConflictingActors$Two");
		assertThat(analysis.getAction()).contains("@Actor(\"another-name\")");
	}

	@Test
	void unknownActorInPropertiesIsNamedWithTheKnownOnes() {
		FailureAnalysis analysis = analyze(
				this.contextRunner.withPropertyValues("actor.actors.leger.mailbox-capacity=1"), Ledger.class,
				Auction.class);
		assertThat(analysis.getDescription())
			.isEqualTo("The property 'actor.actors.leger' configures an actor that does not exist.");
		assertThat(analysis.getAction())
			.isEqualTo("Correct the name or remove the property. The actors are: auction, ledger.");
	}

	@Test
	void unknownSupervisorInPropertiesIsNamedWithTheKnownOnes() {
		FailureAnalysis analysis = analyze(this.contextRunner.withPropertyValues("actor.supervisors.pears.intensity=1"),
				Ledger.class, Pair.class);
		assertThat(analysis.getDescription())
			.isEqualTo("The property 'actor.supervisors.pears' configures a supervisor that does not exist.");
		assertThat(analysis.getAction())
			.isEqualTo("Correct the name or remove the property. The supervisors are: pair.");
	}

	@Test
	void unknownNameInPropertiesWithoutAnyActorIsToBeRemoved() {
		FailureAnalysis analysis = analyze(this.contextRunner.withPropertyValues("actor.actors.x.mailbox-capacity=1"));
		assertThat(analysis.getAction()).isEqualTo("Remove the property. There are no actors.");
	}

	@Test
	void restartOfAKeyedActorInPropertiesIsRefused() {
		FailureAnalysis analysis = analyze(
				this.contextRunner.withPropertyValues("actor.actors.auction.restart=temporary"), Auction.class);
		assertThat(analysis.getDescription()).contains("'actor.actors.auction.restart'").contains("keyed");
		assertThat(analysis.getAction()).isEqualTo("Remove the property 'actor.actors.auction.restart'.");
	}

	@Test
	void passivationOfASingleActorInPropertiesIsRefused() {
		FailureAnalysis analysis = analyze(
				this.contextRunner.withPropertyValues("actor.actors.ledger.passivate-after=1s"), Ledger.class);
		assertThat(analysis.getDescription()).contains("'actor.actors.ledger.passivate-after'");
		assertThat(analysis.getAction()).isEqualTo("Remove the property 'actor.actors.ledger.passivate-after'.");
	}

	@Test
	void askTimeoutOfZeroIsRefused() {
		FailureAnalysis analysis = analyze(this.contextRunner.withPropertyValues("actor.ask-timeout=0s"));
		assertThat(analysis.getDescription()).contains("actor.ask-timeout").contains("It must be more than zero.");
	}

	@Test
	void durationThatIsNoneIsNamed() {
		FailureAnalysis analysis = analyze(Impatient.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Actor 'impatient' has the shutdownTimeout 'soon', which is not a duration.");
		assertThat(analysis.getAction()).isEqualTo("Write it as in 10s or PT10S.");
	}

	@Test
	void actorThatDoesNotStartIsNamedWithTheCause() {
		FailureAnalysis analysis = analyze(Broken.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Actor 'broken' failed to start: java.lang.IllegalStateException: no database");
		assertThat(analysis.getAction()).contains("@PostConstruct");
	}

	@Test
	void missingDependencyOfAnActorIsExplainedBySpringBoot() {
		FailureAnalysis analysis = analyze(Needy.class);
		assertThat(analysis.getDescription())
			.contains("Parameter 0 of constructor in " + Needy.class.getName() + " required a bean of type");
	}

	@Test
	void refOfAClassThatIsNoActorIsAdvisedToAnnotateIt() {
		FailureAnalysis analysis = analyze(WithoutActor.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Parameter 0 of constructor in %s required ActorRef<Ledger>, but there is no such actor."
				.formatted(WithoutActor.class.getName()));
		assertThat(analysis.getAction()).startsWith("Annotate Ledger with @Actor");
	}

	@Test
	void refOfAKeyedActorIsAdvisedToInjectTheFamily() {
		FailureAnalysis analysis = analyze(Auction.class, SingleAuction.class);
		assertThat(analysis.getAction())
			.isEqualTo("Auction is a keyed actor: inject KeyedActors<Auction> and take the ref of a key from it.");
	}

	private FailureAnalysis analyze(Class<?>... configuration) {
		return analyze(this.contextRunner, configuration);
	}

	/**
	 * Asks the analyzers as Spring Boot does: the first that has an answer.
	 */
	private static FailureAnalysis analyze(ApplicationContextRunner contextRunner, Class<?>... configuration) {
		AtomicReference<ConfigurableApplicationContext> created = new AtomicReference<>();
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		contextRunner.withInitializer(created::set).withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			for (FailureAnalyzer analyzer : analyzers(created.get())) {
				analysis.compareAndSet(null, analyzer.analyze(failure));
			}
			assertThat(analysis.get()).as(failure::toString).isNotNull();
		});
		return analysis.get();
	}

	private static List<FailureAnalyzer> analyzers(ConfigurableApplicationContext context) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
				.and(Environment.class, context.getEnvironment()));
	}

	@Actor
	static class Ledger {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Ledger> {

		}

	}

	@KeyedActor
	static class Auction {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Auction> {

		}

	}

	static class Checkout {

		Checkout(Ledger ledger) {
		}

	}

	static class Bidder {

		Bidder(Auction auction) {
		}

	}

	@Actor
	static class Greedy {

		Greedy(Ledger ledger) {
		}

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Greedy> {

		}

	}

	static class ContextUser {

		ContextUser(ActorContext<Ledger> context) {
		}

	}

	static class WithoutActor {

		WithoutActor(ActorRef<Ledger> ledger) {
		}

	}

	static class SingleAuction {

		SingleAuction(ActorRef<Auction> auction) {
		}

	}

	@Actor
	static class Deaf {

		@Receive
		void heard(Heard heard) {
		}

		record Heard() implements Message<Deaf> {

		}

		record Unheard() implements Message<Deaf> {

		}

	}

	@Actor
	static class WrongReply {

		@Receive
		String ask(Ask ask) {
			return "";
		}

		record Ask() implements Request<WrongReply, Integer> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameName {

		@Bean
		@Actor("twin")
		Ledger one() {
			return new Ledger();
		}

		@Bean
		@Actor("twin")
		Ledger two() {
			return new Ledger();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pair {

		@Bean
		SupervisorSpec pair() {
			return SupervisorSpec.named("pair").children(Ledger.class).build();
		}

	}

	@Actor(shutdownTimeout = "soon")
	static class Impatient {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Impatient> {

		}

	}

	@Actor
	static class Broken {

		@PostConstruct
		void up() {
			throw new IllegalStateException("no database");
		}

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Broken> {

		}

	}

	@Actor
	static class Needy {

		Needy(StringBuilder missing) {
		}

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Needy> {

		}

	}

}
