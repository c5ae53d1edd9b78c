package dev.actorspring.starter;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands for another service, with an ordinary controller.
 */
@RestController
class Bank {

	@GetMapping("/bank")
	String book(@RequestParam long amount) {
		return "booked " + amount;
	}

}
