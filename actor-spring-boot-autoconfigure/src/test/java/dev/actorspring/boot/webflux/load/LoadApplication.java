package dev.actorspring.boot.webflux.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.SupervisorSpec;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * One family of actors that is well, one actor that is slow, and two that crash: one that
 * is restarted at once, and one that goes into backoff.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ LoadApplication.Well.class, LoadApplication.Slow.class, LoadApplication.Crashing.class,
		LoadApplication.Fragile.class })
class LoadApplication {

	@Bean
	SupervisorSpec patient() {
		return SupervisorSpec.named("patient")
			.intensity(10_000, Duration.ofSeconds(1))
			.children(Crashing.class)
			.build();
	}

	@KeyedActor("well")
	static class Well {

		@Receive
		@GetMapping("/well/{key}")
		Long echo(Echo echo) {
			return echo.n();
		}

		record Echo(long n) implements Request<Well, Long> {

		}

	}

	/**
	 * Serves fewer than are asked, so that some are refused and some wait in vain.
	 */
	@Actor(value = "slow", mailboxCapacity = 4)
	static class Slow {

		@Receive
		@GetMapping("/slow")
		Long echo(Echo echo) {
			long time = (echo.n() % 20 == 0) ? 1_200 : 50;
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time));
			return echo.n();
		}

		record Echo(long n) implements Request<Slow, Long> {

		}

	}

	@Actor("crashing")
	static class Crashing {

		@Receive
		@GetMapping("/crashing")
		Long echo(Echo echo) {
			if (echo.n() % 50 == 0) {
				throw new IllegalStateException("crash of a request");
			}
			return echo.n();
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("crash of its own");
		}

		record Echo(long n) implements Request<Crashing, Long> {

		}

		record Crash() implements Message<Crashing> {

		}

	}

	@Actor("fragile")
	static class Fragile {

		@Receive
		@GetMapping("/fragile")
		Long echo(Echo echo) {
			return echo.n();
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("crash of its own");
		}

		record Echo(long n) implements Request<Fragile, Long> {

		}

		record Crash() implements Message<Fragile> {

		}

	}

}
