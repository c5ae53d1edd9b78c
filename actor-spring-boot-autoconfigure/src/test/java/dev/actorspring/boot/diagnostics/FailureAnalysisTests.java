package dev.actorspring.boot.diagnostics;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
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
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.scheduling.annotation.Scheduled;

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
			.isEqualTo("Parameter 0 of constructor in %s required ActorRef<Plain>, but there is no such actor."
				.formatted(WithoutActor.class.getName()));
		assertThat(analysis.getAction()).startsWith("Annotate Plain with @Actor");
	}

	@Test
	void familyOfAClassThatIsNoActorIsAdvisedToAnnotateIt() {
		assertThat(analyze(WithoutFamily.class).getAction()).startsWith("Annotate Plain with @KeyedActor");
	}

	@Test
	void familyOfASingleActorIsAdvisedToInjectTheRef() {
		assertThat(analyze(Ledger.class, ManyLedgers.class).getAction())
			.isEqualTo("Ledger is a single actor: inject ActorRef<Ledger>.");
		assertThat(analyze(PlainActor.class, WithoutFamily.class).getAction())
			.isEqualTo("Plain is a single actor: inject ActorRef<Plain>.");
	}

	@Test
	void refOfAKeyedActorOfABeanMethodIsAdvisedToInjectTheFamily() {
		assertThat(analyze(PlainFamily.class, WithoutActor.class).getAction())
			.isEqualTo("Plain is a keyed actor: inject KeyedActors<Plain> and take the ref of a key from it.");
	}

	@Test
	void refOfAnAnnotatedClassThatIsNotScannedIsExplained() {
		assertThat(analyze(SingleLedger.class).getAction())
			.isEqualTo("Ledger is annotated with @Actor, but was not found: package " + Ledger.class.getPackageName()
					+ " is not scanned for components, or a condition such as @Profile excludes it. Move it below the "
					+ "package of the application class, or import it with @Import(Ledger.class).");
		assertThat(analyze(ManyAuctions.class).getAction())
			.startsWith("Auction is annotated with @KeyedActor, but was not found: package ");
	}

	@Test
	void refOfAnAnnotatedClassThatScanningLeavesOutIsExplained() {
		assertThat(analyze(SingleAbstract.class).getAction())
			.startsWith("AbstractActor is annotated with @Actor, but was not found: it is abstract. ");
		assertThat(analyze(SingleInner.class).getAction())
			.startsWith("InnerActor is annotated with @Actor, but was not found: it is an inner class");
		assertThat(analyze(SingleInterface.class).getAction())
			.startsWith("InterfaceActor is annotated with @Actor, but was not found: it is an interface. ");
	}

	@Test
	void annotationThatCannotWorkIsExplained() {
		FailureAnalysis analysis = analyze(Ticking.class);
		assertThat(analysis.getDescription()).startsWith(
				"Method " + Ticking.class.getName() + ".tick of actor 'ticking' has the annotation @Scheduled: ");
		assertThat(analysis.getAction()).startsWith("Remove @Scheduled. ");
	}

	@Test
	void familyThatCannotBeMadeIsExplained() {
		FailureAnalysis analysis = analyze(ManyConstructors.class);
		assertThat(analysis.getDescription()).isEqualTo("Class " + ManyConstructors.class.getName()
				+ " of actor 'many-constructors' has 2 constructors, and none is marked.");
		assertThat(analysis.getAction()).isEqualTo("Mark the one to be used with @Autowired, or leave only one.");
	}

	@Test
	void refInATestSliceIsExplained() {
		FailureAnalysis analysis = analyze(new ApplicationContextRunner(), SingleLedger.class);
		assertThat(analysis.getAction())
			.startsWith("Ledger is annotated with @Actor, but was not found: actors are not looked for here, as in a "
					+ "test slice such as @WebFluxTest.")
			.contains("@Import(Ledger.class)");
	}

	@Test
	void classOfAChildThatWasNotFoundIsExplained() {
		FailureAnalysis analysis = analyze(Pair.class);
		assertThat(analysis.getDescription()).isEqualTo(
				"Supervisor 'pair' has a child of class " + Ledger.class.getName() + ", which is not registered.");
		assertThat(analysis.getAction()).startsWith("Ledger is annotated with @Actor, but was not found: ");
	}

	@Test
	void beanOfTheScopeOutsideAnActorIsExplained() {
		FailureAnalysis analysis = analyze(Tally.class, TallyUser.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Bean 'failureAnalysisTests.Tally' of scope 'actor' can only be had while an actor is created.");
		assertThat(analysis.getAction()).isEqualTo("Inject it into an actor, or into a bean of that scope.");
	}

	@Test
	void missingDependencyOfAKeyedActorIsExplainedBySpringBoot() {
		FailureAnalysis analysis = analyze(NeedyFamily.class);
		assertThat(analysis.getDescription())
			.contains("Parameter 0 of constructor in " + NeedyFamily.class.getName() + " required a bean of type");
	}

	@Test
	void missingRefOfAKeyedActorIsExplained() {
		FailureAnalysis analysis = analyze(FamilyThatAsks.class);
		assertThat(analysis.getDescription())
			.isEqualTo("Parameter 0 of constructor in %s required ActorRef<Plain>, but there is no such actor."
				.formatted(FamilyThatAsks.class.getName()));
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

	static class Plain {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Plain> {

		}

	}

	static class WithoutActor {

		WithoutActor(ActorRef<Plain> plain) {
		}

	}

	static class WithoutFamily {

		WithoutFamily(KeyedActors<Plain> plain) {
		}

	}

	static class ManyLedgers {

		ManyLedgers(KeyedActors<Ledger> ledgers) {
		}

	}

	static class SingleLedger {

		SingleLedger(ActorRef<Ledger> ledger) {
		}

	}

	static class ManyAuctions {

		ManyAuctions(KeyedActors<Auction> auctions) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainActor {

		@Bean
		@Actor
		Plain plain() {
			return new Plain();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainFamily {

		@Bean
		@KeyedActor
		Plain plain() {
			return new Plain();
		}

	}

	@Actor
	abstract static class AbstractActor {

	}

	@Actor
	class InnerActor {

	}

	@Actor
	interface InterfaceActor {

	}

	static class SingleAbstract {

		SingleAbstract(ActorRef<AbstractActor> ref) {
		}

	}

	static class SingleInner {

		SingleInner(ActorRef<InnerActor> ref) {
		}

	}

	static class SingleInterface {

		SingleInterface(ActorRef<InterfaceActor> ref) {
		}

	}

	@Scope("actor")
	static class Tally {

	}

	static class TallyUser {

		TallyUser(Tally tally) {
		}

	}

	@Actor
	static class Ticking extends Plain {

		@Scheduled(fixedRate = 10)
		void tick() {
		}

	}

	@KeyedActor
	static class ManyConstructors extends Plain {

		ManyConstructors(Environment environment) {
		}

		ManyConstructors(BeanFactory beans) {
		}

	}

	@KeyedActor
	static class NeedyFamily extends Plain {

		NeedyFamily(StringBuilder missing) {
		}

	}

	@KeyedActor
	static class FamilyThatAsks extends Plain {

		FamilyThatAsks(ActorRef<Plain> plain) {
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
