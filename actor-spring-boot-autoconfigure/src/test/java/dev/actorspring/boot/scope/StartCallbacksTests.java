package dev.actorspring.boot.scope;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartCallbacksTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void actorThatSaysInPostConstructThatItIsNotToRunDoesNotFailTheApplication() {
		this.contextRunner.withUserConfiguration(Unlicensed.class).run((context) -> {
			assertThat(context).hasNotFailed();
			ActorSystem system = context.getBean(ActorSystem.class);
			assertThat(system.find("unlicensed").orElseThrow().state()).isEqualTo(ChildState.STOPPED);
			assertThatExceptionOfType(ActorTerminatedException.class)
				.isThrownBy(() -> system.actor(Unlicensed.class).call(new Unlicensed.Get()));
		});
	}

	@Test
	void actorContinuesAfterPostConstruct() {
		this.contextRunner.withUserConfiguration(Loader.class)
			.run((context) -> assertThat(context.getBean(ActorSystem.class).actor(Loader.class).call(new Loader.Get()))
				.containsExactly("injected", "post construct", "loaded"));
	}

	@Actor("unlicensed")
	static class Unlicensed {

		record Get() implements Request<Unlicensed, Integer> {

		}

		@PostConstruct
		void check() {
			throw new StartIgnoredException("no licence");
		}

		@Receive
		int get(Get message) {
			return 1;
		}

	}

	@Actor("loader")
	static class Loader {

		record Load() implements Message<Loader> {

		}

		record Get() implements Request<Loader, List<String>> {

		}

		private final List<String> steps = new CopyOnWriteArrayList<>();

		Loader(ActorContext<Loader> context) {
			context.continueWith(new Load());
			this.steps.add("injected");
		}

		@PostConstruct
		void made() {
			this.steps.add("post construct");
		}

		@Receive
		void load(Load message) {
			this.steps.add("loaded");
		}

		@Receive
		List<String> get(Get message) {
			return List.copyOf(this.steps);
		}

	}

}
