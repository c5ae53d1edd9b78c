package dev.actorspring.boot.webmvc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reply that nobody writes, as the application does not go on with its request when it
 * has come.
 */
@SpringBootTest(classes = AbandonedReplyTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=servlet", "actor.metrics.enabled=false" })
@Timeout(60)
class AbandonedReplyTests {

	@LocalServerPort
	private int port;

	@Test
	void streamThatNobodyWritesIsCancelled() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/songs")).build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(402);
		}
		Radio.CANCELLED.await();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Radio.class)
	static class Application {

		@Bean
		WebMvcConfigurer refusal() {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(new Refusal());
				}

			};
		}

	}

	static class Refusal implements AsyncHandlerInterceptor {

		@Override
		public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				response.setStatus(402);
				return false;
			}
			return true;
		}

		@Override
		public void afterConcurrentHandlingStarted(HttpServletRequest request, HttpServletResponse response,
				Object handler) {
			Radio.GATE.countDown();
		}

	}

	@Actor
	static class Radio {

		static final CountDownLatch GATE = new CountDownLatch(1);

		static final CountDownLatch CANCELLED = new CountDownLatch(1);

		@Receive
		@GetMapping("/songs")
		Flow.Publisher<String> songs(Songs songs) throws InterruptedException {
			GATE.await();
			return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
				}

				@Override
				public void cancel() {
					CANCELLED.countDown();
				}

			});
		}

		record Songs() implements Request<Radio, Flow.Publisher<String>> {

		}

	}

}
