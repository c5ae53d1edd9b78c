package dev.actorspring.benchmarks.http;

import dev.actorspring.ActorContext;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * An actor for each account, reached through the gateway, on virtual threads.
 */
@KeyedActor(value = "account", dispatcher = Dispatcher.VIRTUAL, passivateAfter = "0s")
@RequestMapping("/accounts/{key}")
class VirtualAccount {

	record Deposit(long amount) implements Request<VirtualAccount, Balance> {

	}

	private final String id;

	private long balance;

	VirtualAccount(ActorContext<VirtualAccount> context) {
		this.id = context.key();
	}

	@Receive
	@PostMapping("/deposits")
	Balance deposit(Deposit deposit) {
		this.balance = Math.addExact(this.balance, deposit.amount());
		return new Balance(this.id, this.balance);
	}

}
