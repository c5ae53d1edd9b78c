package dev.actorspring.samples.warehouse;

import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.Positive;

import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The only one who writes the row of its article, one message after the other. So the row
 * needs no lock, and its version never differs; it stays there for those who write past
 * the actor. Each turn is a transaction: a crash rolls it back, and the next turn reads
 * the row again.
 */
@KeyedActor("shelf")
@RequestMapping("/shelves/{key}")
class Shelf {

	private final String sku;

	private final Articles articles;

	Shelf(ActorContext<Shelf> context, Articles articles) {
		this.sku = context.key();
		this.articles = articles;
	}

	@Receive
	@PostMapping("/deliveries")
	@Transactional
	Stock deliver(Deliver message) {
		Article article = this.articles.findById(this.sku).orElseGet(() -> new Article(this.sku));
		article.add(message.pieces());
		return stock(this.articles.save(article));
	}

	/**
	 * The exception is an answer; that it rolls back is said as Spring wants it.
	 */
	@Receive
	@PostMapping("/removals")
	@Transactional(rollbackFor = SoldOut.class)
	Stock remove(Remove message) throws SoldOut {
		Article article = this.articles.findById(this.sku).orElseThrow(SoldOut::new);
		article.add(-message.pieces());
		if (article.pieces() < 0) {
			throw new SoldOut();
		}
		return stock(this.articles.save(article));
	}

	@Receive
	@GetMapping
	@Transactional(readOnly = true)
	Stock look(Look message) {
		return this.articles.findById(this.sku).map(Shelf::stock).orElseGet(() -> new Stock(0));
	}

	private static Stock stock(Article article) {
		return new Stock(article.pieces());
	}

	record Deliver(@Positive int pieces) implements Request<Shelf, Stock> {

	}

	record Remove(@Positive int pieces) implements Request<Shelf, Stock> {

	}

	record Look() implements Request<Shelf, Stock> {

	}

	record Stock(int pieces) {

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class SoldOut extends Exception {

		private static final long serialVersionUID = 1L;

		SoldOut() {
			super("There are not as many");
		}

	}

}
