package dev.actorspring.boot.test.shop;

import org.springframework.stereotype.Component;

/**
 * What no test should touch.
 */
@Component
public class CardTerminal {

	boolean charge(String customer, int amount) {
		return amount < 1_000;
	}

}
