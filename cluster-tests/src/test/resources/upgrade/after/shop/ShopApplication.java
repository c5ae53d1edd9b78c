package shop;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.KeyedActors;
import dev.actorspring.Request;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootApplication
@RestController
public class ShopApplication {

	private final KeyedActors<Stock> stock;

	ShopApplication(KeyedActors<Stock> stock) {
		this.stock = stock;
	}

	/** Also tells why a request has failed. */
	private Mono<Map<String, String>> ask(String key, Request<Stock, String> request) {
		CompletableFuture<String> answer = this.stock.get(key).ask(request);
		return Mono.fromFuture(answer)
			.map((reply) -> Map.of("reply", reply))
			.onErrorResume((failure) -> Mono.just(Map.of("failure", failure.toString())));
	}

	@PostMapping("/deliver/{key}")
	Mono<Map<String, String>> deliver(@PathVariable String key) {
		return ask(key, new Stock.Deliver(1, "from afar"));
	}

	@PostMapping("/take/{key}")
	Mono<Map<String, String>> take(@PathVariable String key) {
		return ask(key, new Stock.Take(1));
	}

	@PostMapping("/count/{key}")
	Mono<Map<String, String>> count(@PathVariable String key) {
		return ask(key, new Stock.Count());
	}

	public static void main(String[] arguments) {
		SpringApplication.run(ShopApplication.class, arguments);
	}

}
