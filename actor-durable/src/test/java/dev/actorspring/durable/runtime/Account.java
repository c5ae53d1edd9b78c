package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * An actor whose state survives it, with a bit of everything.
 */
class Account {

	record Balance(int amount) {

	}

	record Add(int amount) implements Request<Account, Integer> {

	}

	record Tell(int amount) implements Message<Account> {

	}

	record Get() implements Request<Account, Integer> {

	}

	record Look() implements Request<Account, Integer> {

	}

	record Delete() implements Request<Account, Boolean> {

	}

	/** Adds, and then declines. */
	record AddAndDecline(int amount) implements Request<Account, Integer> {

	}

	/** Adds once; declines what is odd, once it is added. */
	record AddOnce(@IdempotencyKey String id, int amount) implements Request<Account, Integer> {

	}

	/** Adds, and then crashes. */
	record AddAndCrash(int amount) implements Request<Account, Integer> {

	}

	/**
	 * Adds in a day, and may crash once that is set; replies whether it replaces another.
	 */
	record AddLater(String name, int amount, boolean crash) implements Request<Account, Boolean> {

	}

	/** Has it not be added. */
	record Cancel(String name) implements Request<Account, Boolean> {

	}

	/** Replies with a stream, which {@link Emit} feeds. */
	record Watch() implements Request<Account, Flow.Publisher<Integer>> {

	}

	/** Adds, and emits what there is then. */
	record Emit(int amount) implements Request<Account, Integer> {

	}

	/** Does anything. */
	record Do(BiFunction<Durable<Balance>, ActorContext<Account>, Object> action) implements Request<Account, Object> {

	}

	/** The same, while others wait. */
	record Interleave(
			BiFunction<Durable<Balance>, ActorContext<Account>, Object> action) implements Request<Account, Object> {

	}

	static class Declined extends Exception {

		private static final long serialVersionUID = 1L;

		Declined(String message) {
			super(message);
		}

	}

	private final Durable<Balance> balance;

	private final ActorContext<Account> context;

	private final @Nullable Alarms<Account> alarms;

	private ReplyStream<Integer> stream;

	Account(ActorContext<Account> context, Durable<Balance> balance) {
		this(context, balance, null);
	}

	Account(ActorContext<Account> context, Durable<Balance> balance, @Nullable Alarms<Account> alarms) {
		this.context = context;
		this.balance = balance;
		this.alarms = alarms;
	}

	private int amount() {
		return this.balance.orElse(new Balance(0)).amount();
	}

	@Receive
	int add(Add add) {
		return this.balance.set(new Balance(amount() + add.amount())).amount();
	}

	@Receive
	void tell(Tell add) {
		this.balance.set(new Balance(amount() + add.amount()));
	}

	@Receive
	int get(Get get) {
		return amount();
	}

	@Receive(interleave = true)
	int look(Look look) {
		return amount();
	}

	@Receive
	boolean delete(Delete delete) {
		boolean there = this.balance.find().isPresent();
		this.balance.delete();
		return there;
	}

	@Receive
	int addAndDecline(AddAndDecline add) throws Declined {
		throw new Declined("at " + this.balance.set(new Balance(amount() + add.amount())).amount());
	}

	@Receive
	int addOnce(AddOnce add) throws Declined {
		int now = this.balance.set(new Balance(amount() + add.amount())).amount();
		if (add.amount() % 2 == 1) {
			throw new Declined("at " + now);
		}
		return now;
	}

	@Receive
	int addAndCrash(AddAndCrash add) {
		this.balance.set(new Balance(amount() + add.amount()));
		throw new IllegalStateException("crash");
	}

	@Receive
	boolean addLater(AddLater add) {
		boolean there = this.alarms.find(add.name()).isPresent();
		this.alarms.set(add.name(), Duration.ofDays(1), new Tell(add.amount()));
		if (add.crash()) {
			throw new IllegalStateException("crash");
		}
		return there;
	}

	@Receive
	boolean cancel(Cancel message) {
		return this.alarms.cancel(message.name());
	}

	@Receive
	Flow.Publisher<Integer> watch(Watch watch) {
		this.stream = this.context.stream(10);
		return this.stream;
	}

	@Receive
	int emit(Emit emit) {
		int now = this.balance.set(new Balance(amount() + emit.amount())).amount();
		if (this.stream != null) {
			this.stream.emit(now);
		}
		return now;
	}

	@Receive
	Object act(Do message) {
		return message.action().apply(this.balance, this.context);
	}

	@Receive(interleave = true)
	Object interleave(Interleave message) {
		return message.action().apply(this.balance, this.context);
	}

}
