package dev.actorspring.boot.test.shop;

import java.time.Duration;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Actor
@RequestMapping("/orders")
public class Orders {

	public record Place(String customer, String article, int amount) implements Request<Orders, String> {

	}

	public record Count() implements Request<Orders, Integer> {

	}

	public record Cancel(String customer, int amount) implements Message<Orders> {

	}

	public record Burn() implements Message<Orders> {

	}

	private final ActorContext<Orders> context;

	private final ActorRef<Payments> payments;

	private final KeyedActors<Stock> stock;

	private int placed;

	Orders(ActorContext<Orders> context, ActorRef<Payments> payments, KeyedActors<Stock> stock) {
		this.context = context;
		this.payments = payments;
		this.stock = stock;
	}

	@Receive
	@PostMapping
	String place(Place order) {
		if (!this.payments.call(new Payments.Charge(order.customer(), order.amount()))) {
			return "refused";
		}
		this.placed++;
		this.stock.get(order.article()).tell(new Stock.Take(1));
		this.context.schedule(Duration.ofHours(1), new Cancel(order.customer(), order.amount()));
		return "placed";
	}

	@Receive
	@GetMapping("/count")
	int count(Count count) {
		return this.placed;
	}

	@Receive
	void cancel(Cancel cancel) {
		this.payments.tell(new Payments.Refund(cancel.customer(), cancel.amount()));
	}

	@Receive
	@PostMapping("/fires")
	void burn(Burn burn) {
		throw new IllegalStateException("on fire");
	}

}
