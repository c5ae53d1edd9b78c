package dev.actorspring.benchmarks.http;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Keeps nothing.
 */
@RestController
class BareController {

	@PostMapping("/accounts/{id}/deposits")
	Balance deposit(@PathVariable String id, @RequestBody Deposit deposit) {
		return new Balance(id, deposit.amount());
	}

}
