package dev.actorspring.boot.discovery;

import java.util.Map;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

import static org.assertj.core.api.Assertions.assertThat;

class ActorRefInjectionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void refsAreInjectedByGenericType() {
		this.contextRunner.withUserConfiguration(Ledger.class, Gateway.class, Auction.class, Checkout.class)
			.run((context) -> {
				Checkout checkout = context.getBean(Checkout.class);
				assertThat(checkout.any.call(new Ledger.WhoAreYou())).isEqualTo("ledger");
				assertThat(checkout.auctions.get("42").call(new Auction.WhichKey())).isEqualTo("42");
				assertThat(checkout.auctions.name()).isEqualTo("auction");
			});
	}

	@Test
	void componentScanningFindsActors() {
		this.contextRunner.withUserConfiguration(Scanned.class)
			.run((context) -> assertThat(context.getBean(ScannedService.class).ledger.path()).isEqualTo("ledger"));
	}

	@Test
	void beanMethodsMakeActorsOfTheirReturnType() {
		this.contextRunner.withUserConfiguration(TwoLedgers.class, ByParameterName.class).run((context) -> {
			ByParameterName service = context.getBean(ByParameterName.class);
			assertThat(service.euLedger.call(new Plain.WhoAreYou())).isEqualTo("eu at eu-ledger");
			assertThat(service.usLedger.call(new Plain.WhoAreYou())).isEqualTo("us at americas");
		});
	}

	@Test
	void beanMethodsOfAConfigurationClassWithProxiedMethodsMakeActors() {
		this.contextRunner.withUserConfiguration(ProxiedConfiguration.class)
			.run((context) -> assertThat(context.getBean("solo", ActorRef.class).path()).isEqualTo("solo"));
	}

	@Test
	void qualifierPicksByActorName() {
		this.contextRunner.withUserConfiguration(TwoLedgers.class, ByQualifier.class).run((context) -> {
			ByQualifier service = context.getBean(ByQualifier.class);
			assertThat(service.one.path()).isEqualTo("eu-ledger");
			assertThat(service.other.path()).isEqualTo("americas");
		});
	}

	@Test
	void severalActorsOfOneTypeAreAmbiguousWithoutAName() {
		this.contextRunner.withUserConfiguration(TwoLedgers.class, Ambiguous.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class));
	}

	@Test
	void refIsInjectedByProtocolInterface() {
		this.contextRunner.withUserConfiguration(Gateway.class, HealthCheck.class)
			.run((context) -> assertThat(context.getBean(HealthCheck.class).subject.call(new HasHealth.GetHealth()))
				.isEqualTo("fine"));
	}

	@Test
	void severalActorsOfOneProtocolAreAmbiguous() {
		this.contextRunner.withUserConfiguration(Gateway.class, OtherGateway.class, HealthCheck.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class));
	}

	@Test
	void qualifierPicksAmongActorsOfOneProtocol() {
		this.contextRunner.withUserConfiguration(Gateway.class, OtherGateway.class, QualifiedHealthCheck.class)
			.run((context) -> assertThat(
					context.getBean(QualifiedHealthCheck.class).subject.call(new HasHealth.GetHealth()))
				.isEqualTo("so so"));
	}

	@Test
	void wildcardsMatchEveryActor() {
		this.contextRunner.withUserConfiguration(Ledger.class, Auction.class).run((context) -> {
			Map<String, ?> refs = context.getBeansOfType(ActorRef.class);
			assertThat(refs).containsOnlyKeys("ledger");
			assertThat(context.getBeansOfType(KeyedActors.class)).hasSize(1);
		});
	}

	@Test
	void actorsMayHoldRefsOfEachOther() {
		this.contextRunner.withUserConfiguration(Ping.class, Pong.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Actor("ledger")
	static class Ledger {

		private final ActorContext<Ledger> context;

		Ledger(ActorContext<Ledger> context) {
			this.context = context;
		}

		@Receive
		String whoAreYou(WhoAreYou question) {
			return this.context.path();
		}

		record WhoAreYou() implements Request<Ledger, String> {

		}

	}

	interface HasHealth {

		record GetHealth() implements Request<HasHealth, String> {

		}

	}

	@Actor
	static class Gateway implements HasHealth {

		@Receive
		String health(GetHealth question) {
			return "fine";
		}

	}

	@Actor
	static class OtherGateway implements HasHealth {

		@Receive
		String health(GetHealth question) {
			return "so so";
		}

	}

	@KeyedActor
	static class Auction {

		private final ActorContext<Auction> context;

		Auction(ActorContext<Auction> context) {
			this.context = context;
		}

		@Receive
		String whichKey(WhichKey question) {
			return this.context.key();
		}

		record WhichKey() implements Request<Auction, String> {

		}

	}

	static class Checkout {

		private final ActorRef<Ledger> any;

		private final KeyedActors<Auction> auctions;

		Checkout(ActorRef<Ledger> any, ActorRef<Gateway> gateway, KeyedActors<Auction> auctions) {
			this.any = any;
			this.auctions = auctions;
			assertThat(gateway.path()).isEqualTo("gateway");
		}

	}

	static class Plain {

		private final String name;

		private final ActorContext<Plain> context;

		Plain(String name, ActorContext<Plain> context) {
			this.name = name;
			this.context = context;
		}

		@Receive
		String whoAreYou(WhoAreYou question) {
			return this.name + " at " + this.context.path();
		}

		record WhoAreYou() implements Request<Plain, String> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoLedgers {

		@Bean
		@Actor
		Plain euLedger(ActorContext<Plain> context) {
			return new Plain("eu", context);
		}

		@Bean
		@Actor("americas")
		Plain usLedger(ActorContext<Plain> context) {
			return new Plain("us", context);
		}

	}

	@Configuration
	static class ProxiedConfiguration {

		@Bean
		@Actor
		Plain solo(ActorContext<Plain> context) {
			return new Plain("solo", context);
		}

	}

	static class ByParameterName {

		private final ActorRef<Plain> euLedger;

		private final ActorRef<Plain> usLedger;

		ByParameterName(ActorRef<Plain> euLedger, ActorRef<Plain> usLedger) {
			this.euLedger = euLedger;
			this.usLedger = usLedger;
		}

	}

	static class ByQualifier {

		private final ActorRef<Plain> one;

		private final ActorRef<Plain> other;

		ByQualifier(@Qualifier("eu-ledger") ActorRef<Plain> one, @Qualifier("americas") ActorRef<Plain> other) {
			this.one = one;
			this.other = other;
		}

	}

	static class Ambiguous {

		Ambiguous(ActorRef<Plain> ref) {
		}

	}

	static class HealthCheck {

		private final ActorRef<HasHealth> subject;

		HealthCheck(ActorRef<HasHealth> subject) {
			this.subject = subject;
		}

	}

	static class QualifiedHealthCheck {

		private final ActorRef<HasHealth> subject;

		QualifiedHealthCheck(@Qualifier("other-gateway") ActorRef<HasHealth> subject) {
			this.subject = subject;
		}

	}

	static class ScannedService {

		private final ActorRef<Ledger> ledger;

		ScannedService(ActorRef<Ledger> ledger) {
			this.ledger = ledger;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ComponentScan(basePackageClasses = Ledger.class, useDefaultFilters = false,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE,
					classes = { Ledger.class, ScannedService.class }))
	static class Scanned {

	}

	@Actor
	static class Ping {

		Ping(ActorRef<Pong> pong) {
		}

		@Receive
		String ask(Ask ask) {
			return "ping";
		}

		record Ask() implements Request<Ping, String> {

		}

	}

	@Actor
	static class Pong {

		Pong(ActorRef<Ping> ping) {
		}

		@Receive
		String ask(Ask ask) {
			return "pong";
		}

		record Ask() implements Request<Pong, String> {

		}

	}

}
