package dev.actorspring.boot.test.probe;

import java.util.List;
import java.util.Set;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Probe;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.test.context.bean.override.BeanOverrideHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of probes in contexts of all kinds.
 */
class ProbeBeanRulesTests {

	private static final ProbeDefinition ANY = new ProbeDefinition(ResolvableType.forClass(Payments.class), "");

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	private ApplicationContextRunner with(ProbeDefinition... probes) {
		return this.contexts.withInitializer((context) -> context.getBeanFactory()
			.registerSingleton(ProbeBeans.NAME, new ProbeBeans(Set.of(probes))));
	}

	@SuppressWarnings("unchecked")
	private static Probe<Payments> probe(ApplicationContext context, ProbeDefinition definition) {
		return (Probe<Payments>) context.getBean(definition.beanName());
	}

	@Test
	void withoutAnyActor_refsAreThere() {
		with(ANY).withUserConfiguration(Customer.class, KeyedCustomer.class).run((context) -> {
			Probe<Payments> probe = probe(context, ANY);
			context.getBean(Customer.class).payments().tell(new Payments.Refund("ann", 1));
			probe.expect(new Payments.Refund("ann", 1));
			context.getBean(KeyedCustomer.class).payments().get("mon").tell(new Payments.Refund("ann", 2));
			probe.expect("mon", new Payments.Refund("ann", 2));
		});
	}

	@Test
	void whatTheActorNeeds_needNotBeThere() {
		this.contexts.withUserConfiguration(Needy.class, Customer.class)
			.run((context) -> assertThat(context).hasFailed());
		with(ANY).withUserConfiguration(Needy.class, Customer.class).run((context) -> {
			context.getBean(Customer.class).payments().tell(new Payments.Refund("ann", 1));
			probe(context, ANY).expect(new Payments.Refund("ann", 1));
			assertThat(context.getBean(ActorSystem.class).find("needy")).isPresent();
		});
	}

	@Test
	void durableActor_hasNoStateAndNeedsNoStore() throws Exception {
		AutoConfigurations durable = AutoConfigurations
			.of(Class.forName("dev.actorspring.boot.durable.ActorDurableAutoConfiguration"));
		this.contexts.withConfiguration(durable)
			.withUserConfiguration(Kept.class)
			.run((context) -> assertThat(context).hasFailed());
		with(ANY).withConfiguration(durable).withUserConfiguration(Kept.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(ActorSystem.class).actor(Kept.class).tell(new Payments.Refund("ann", 1));
			probe(context, ANY).expect(new Payments.Refund("ann", 1));
		});
	}

	@Test
	void actorOfASupervisorSpec_isReplacedToo() {
		with(ANY).withUserConfiguration(Inline.class, Customer.class).run((context) -> {
			context.getBean(ActorSystem.class).actor("inline", Cash.class).tell(new Payments.Refund("ann", 1));
			context.getBean(Customer.class).payments().tell(new Payments.Refund("ann", 2));
			Probe<Payments> probe = probe(context, ANY);
			probe.expect(new Payments.Refund("ann", 1));
			probe.expect(new Payments.Refund("ann", 2));
		});
	}

	@Test
	void ofSeveral_oneIsNamed() {
		with(ANY).withUserConfiguration(Cash.class, Cheques.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("could take the place of 'cash' and of 'cheques'"));
		ProbeDefinition cash = new ProbeDefinition(ResolvableType.forClass(Payments.class), "cash");
		with(cash).withUserConfiguration(Cash.class, Cheques.class).run((context) -> {
			ActorSystem system = context.getBean(ActorSystem.class);
			system.actor("cheques", Payments.class).tell(new Payments.Refund("ann", 1));
			system.actor("cash", Payments.class).tell(new Payments.Refund("ann", 2));
			probe(context, cash).expect(new Payments.Refund("ann", 2));
		});
		with(new ProbeDefinition(ResolvableType.forClass(Payments.class), "shells")).withUserConfiguration(Cash.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("There is no actor 'shells' that is a " + Payments.class.getName()));
	}

	@Test
	void oneActor_hasOneProbe() {
		ProbeDefinition other = new ProbeDefinition(ResolvableType.forClass(Cash.class), "");
		with(ANY, other).withUserConfiguration(Cash.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("Several probes could take the place of 'cash'"));
	}

	@Test
	void refThatTheApplicationHasMadeItself_isReplaced() {
		with(ANY).withUserConfiguration(OwnRef.class, Customer.class).run((context) -> {
			context.getBean(Customer.class).payments().tell(new Payments.Refund("ann", 1));
			probe(context, ANY).expect(new Payments.Refund("ann", 1));
		});
	}

	@Test
	void fieldOfAnotherType_isRefused() {
		assertThatIllegalStateException().isThrownBy(() -> BeanOverrideHandler.forTestClass(Misplaced.class))
			.withMessageContaining("The field Misplaced.payments is a ")
			.withMessageContaining("but @ProbeBean is for a Probe<…> of an actor class");
	}

	@Test
	void sameProbes_shareAContext() {
		ProbeBeanContextCustomizerFactory factory = new ProbeBeanContextCustomizerFactory();
		assertThat(factory.createContextCustomizer(One.class, List.of()))
			.isEqualTo(factory.createContextCustomizer(Two.class, List.of()))
			.isNotEqualTo(factory.createContextCustomizer(Named.class, List.of()));
		assertThat(factory.createContextCustomizer(Customer.class, List.of())).isNull();
	}

	record Customer(ActorRef<Payments> payments) {

	}

	record KeyedCustomer(KeyedActors<Payments> payments) {

	}

	interface Terminal {

	}

	@Actor
	static class Needy implements Payments {

		Needy(Terminal terminal) {
		}

		@Receive
		boolean charge(Charge charge) {
			return true;
		}

		@Receive
		void refund(Refund refund) {
		}

	}

	@Actor
	static class Kept implements Payments {

		Kept(@State(name = "kept") Durable<Total> total) {
		}

		@Receive
		boolean charge(Charge charge) {
			return true;
		}

		@Receive
		void refund(Refund refund) {
		}

		record Total(int amount) {

		}

	}

	@Actor
	static class Cash implements Payments {

		@Receive
		boolean charge(Charge charge) {
			return true;
		}

		@Receive
		void refund(Refund refund) {
		}

	}

	@Actor
	static class Cheques extends Cash {

	}

	@Configuration(proxyBeanMethods = false)
	static class Inline {

		@Bean
		SupervisorSpec till() {
			return SupervisorSpec.named("till")
				.child(ActorSpec.of("inline", Cash.class, (context) -> new Cash()))
				.build();
		}

	}

	@Actor
	static class Other {

		record Ping() implements Request<Other, String> {

		}

		@Receive
		String ping(Ping ping) {
			return "pong";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Other.class)
	static class OwnRef {

		@Bean
		@SuppressWarnings("unchecked")
		ActorRef<Payments> remotePayments(ActorRef<Other> other) {
			return (ActorRef<Payments>) (ActorRef<?>) other;
		}

	}

	static class Misplaced {

		@ProbeBean
		ActorRef<Payments> payments;

	}

	static class One {

		@ProbeBean
		Probe<Payments> payments;

	}

	static class Two {

		@ProbeBean
		Probe<Payments> others;

	}

	static class Named {

		@ProbeBean("cash")
		Probe<Payments> payments;

	}

}
