package dev.actorspring.boot.reactor;

import java.time.Duration;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ReactorActorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ReactorActorAutoConfiguration.class, ActorAutoConfiguration.class));

	@Test
	void handlerMayReturnMono() {
		this.contextRunner.withUserConfiguration(Slow.class)
			.run((context) -> assertThat(context.getBean(ActorSystem.class).actor(Slow.class).call(new Slow.Get()))
				.isEqualTo("later"));
	}

	@Test
	void adapterIsAbsentWithoutReactor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Mono.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).doesNotHaveBean(ReplyAdapter.class);
			assertThat(context).doesNotHaveBean(StreamAdapter.class);
		});
	}

	@Actor
	static class Slow {

		@Receive
		Mono<String> get(Get get) {
			return Mono.delay(Duration.ofMillis(5)).thenReturn("later");
		}

		record Get() implements Request<Slow, String> {

		}

	}

}
