package dev.actorspring.starter;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * Calls another service over HTTP, which it may, since it runs on virtual threads.
 */
@Actor("ledger")
class Ledger {

	private static final Logger log = LoggerFactory.getLogger(Ledger.class);

	private final RestClient http;

	private final WebServerApplicationContext server;

	Ledger(RestClient.Builder http, WebServerApplicationContext server) {
		this.http = http.build();
		this.server = server;
	}

	@Receive
	String post(Post post) {
		if (post.amount() < 0) {
			throw new IllegalStateException("negative");
		}
		if (post.amount() == 0) {
			return "nothing";
		}
		log.info("Booking {}", post.amount());
		String answer = this.http.get()
			.uri("http://localhost:{port}/bank?amount={amount}", this.server.getWebServer().getPort(), post.amount())
			.retrieve()
			.body(String.class);
		return (answer != null) ? answer : "no answer";
	}

	record Post(long amount) implements Request<Ledger, String> {

	}

}
