package dev.actorspring.boot.test.shop;

import dev.actorspring.Message;
import dev.actorspring.Request;

/**
 * Whoever charges customers.
 */
public interface Payments {

	record Charge(String customer, int amount) implements Request<Payments, Boolean> {

	}

	record Refund(String customer, int amount) implements Message<Payments> {

	}

}
