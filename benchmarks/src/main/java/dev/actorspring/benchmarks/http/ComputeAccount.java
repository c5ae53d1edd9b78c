package dev.actorspring.benchmarks.http;

import dev.actorspring.ActorContext;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * An actor for each account, reached through the gateway, on a thread per core.
 */
@KeyedActor(value = "account", dispatcher = Dispatcher.COMPUTE, passivateAfter = "0s")
@RequestMapping("/accounts/{key}")
class ComputeAccount {

	record Deposit(long amount) implements Request<ComputeAccount, Balance> {

	}

	private final String id;

	private long balance;

	ComputeAccount(ActorContext<ComputeAccount> context) {
		this.id = context.key();
	}

	@Receive
	@PostMapping("/deposits")
	Balance deposit(Deposit deposit) {
		this.balance = Math.addExact(this.balance, deposit.amount());
		return new Balance(this.id, this.balance);
	}

}
