package dev.actorspring.boot.scope;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrentIncarnationsTests {

	private static final int INCARNATIONS = 500;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Cart.class, Lines.class);

	@Test
	void incarnationsThatAreCreatedAtOnceHaveBeansOfTheirOwn() {
		this.contextRunner.run((context) -> {
			ActorFactory<Cart> factory = factory(context);
			List<Future<Cart>> carts = new ArrayList<>();
			try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
				for (int i = 0; i < INCARNATIONS; i++) {
					carts.add(executor.submit(() -> factory.create(newContext())));
				}
			}
			assertThat(carts).extracting((future) -> future.resultNow().context).doesNotHaveDuplicates();
			assertThat(carts).extracting((future) -> future.resultNow().lines).doesNotHaveDuplicates();
			assertThat(carts).allSatisfy((future) -> {
				Cart cart = future.resultNow();
				assertThat(cart.lines.context).isSameAs(cart.context);
			});
		});
	}

	@SuppressWarnings("unchecked")
	private static ActorFactory<Cart> factory(ApplicationContext context) {
		return (ActorFactory<Cart>) context.getBean(ActorSystem.class)
			.registrations()
			.iterator()
			.next()
			.spec()
			.factory();
	}

	@SuppressWarnings("unchecked")
	private static ActorContext<Cart> newContext() {
		return (ActorContext<Cart>) Proxy.newProxyInstance(ConcurrentIncarnationsTests.class.getClassLoader(),
				new Class<?>[] { ActorContext.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> "a context";
				});
	}

	@KeyedActor
	static class Cart {

		private final ActorContext<Cart> context;

		private final Lines lines;

		Cart(ActorContext<Cart> context, Lines lines) {
			this.context = context;
			this.lines = lines;
		}

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Cart> {

		}

	}

	@Scope("actor")
	static class Lines {

		private final ActorContext<Cart> context;

		Lines(ActorContext<Cart> context) {
			this.context = context;
		}

	}

}
