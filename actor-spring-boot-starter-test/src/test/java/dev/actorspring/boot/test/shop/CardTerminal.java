package dev.actorspring.boot.test.shop;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * What no test should touch.
 */
@Component
public class CardTerminal {

	private final AtomicInteger connections = new AtomicInteger();

	void connect() {
		this.connections.incrementAndGet();
	}

	public int connections() {
		return this.connections.get();
	}

	boolean charge(String customer, int amount) {
		return amount < 1_000;
	}

}
