package dev.actorspring.boot.test.shop;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShopController {

	private final ActorRef<Orders> orders;

	ShopController(ActorRef<Orders> orders) {
		this.orders = orders;
	}

	@GetMapping("/sold")
	CompletableFuture<String> sold() {
		return this.orders.ask(new Orders.Count()).thenApply((count) -> count + " sold");
	}

}
