package dev.actorspring.demo.readme;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.CallCycleException;
import dev.actorspring.DeclinedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxFullException.Reason;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Brings about each way in which the table of docs/request-reply.md says that an ask can
 * end, and compares the texts.
 */
class AskEndingsTests {

	/** What the page shows as code in the middle of its text. */
	private static final Set<String> TEXTS = Pattern.compile("`([^`\n]+)`")
		.matcher(Page.of("docs/request-reply.md").text())
		.results()
		.map((match) -> withoutTimes(match.group(1)))
		.collect(Collectors.toSet());

	private static final Duration SHORT = Duration.ofMillis(300);

	private final ActorSystem system = ActorSystem.builder().build();

	private final CountDownLatch release = new CountDownLatch(1);

	@BeforeEach
	void start() {
		this.system.start();
	}

	@AfterEach
	void stop() {
		this.release.countDown();
		this.system.close();
	}

	private ActorRef<Oven> oven(MailboxSpec mailbox) {
		return this.system.spawn(ActorSpec.of("oven", Oven.class, (context) -> new Oven())
			.withMailbox(mailbox)
			.withRestart(RestartType.TEMPORARY));
	}

	private ActorRef<Oven> oven() {
		return oven(MailboxSpec.DEFAULT);
	}

	/** Keeps it busy. */
	private CompletableFuture<String> block(ActorRef<Oven> oven) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> baked = oven.ask(new Oven.Bake(begun, this.release), Duration.ofMinutes(1));
		begun.await();
		return baked;
	}

	private static Throwable failure(CompletableFuture<?> ask) {
		return catchThrowable(ask::join);
	}

	private static void assertDocumented(Throwable failure, Class<? extends Throwable> type) {
		Throwable actual = (failure instanceof CompletionException) ? failure.getCause() : failure;
		assertThat(actual).isExactlyInstanceOf(type);
		assertThat(TEXTS).contains(type.getSimpleName(),
				withoutTimes(actual.getMessage()).replace(Oven.class.getName() + "$", "com.example."));
	}

	private static String withoutTimes(String text) {
		return text.replaceAll("\\b\\d+(\\.\\d)?m?s\\b", "<time>");
	}

	@Test
	void declined() {
		ActorRef<Oven> oven = oven();
		assertDocumented(failure(oven.ask(new Oven.Try())), Oven.TooHot.class);
		assertDocumented(catchThrowable(() -> oven.call(new Oven.Try())), DeclinedException.class);
	}

	@Test
	void timeoutWhileItIsHandled() throws Exception {
		ActorRef<Oven> oven = oven();
		assertDocumented(failure(oven.ask(new Oven.Bake(new CountDownLatch(1), this.release), SHORT)),
				AskTimeoutException.class);
	}

	@Test
	void timeoutWhileAnotherIsHandled() throws Exception {
		ActorRef<Oven> oven = oven();
		block(oven);
		assertDocumented(failure(oven.ask(new Oven.Look(), SHORT)), AskTimeoutException.class);
	}

	@Test
	void timeoutWhileTheReplyIsStillToCome() {
		assertDocumented(failure(oven().ask(new Oven.Order(), SHORT)), AskTimeoutException.class);
	}

	@Test
	void timeoutWhileItWaitsForAnother() throws Exception {
		ActorRef<Oven> oven = oven();
		block(oven);
		ActorRef<Oven> kitchen = this.system.spawn(ActorSpec.of("kitchen", Oven.class, (context) -> new Oven()));
		assertDocumented(failure(kitchen.ask(new Oven.LookAt(oven), SHORT)), AskTimeoutException.class);
	}

	@Test
	void timeoutOfWhatWasForwarded() throws Exception {
		ActorRef<Oven> oven = oven();
		block(oven);
		ActorRef<Oven> kitchen = this.system.spawn(ActorSpec.of("kitchen", Oven.class, (context) -> new Oven()));
		assertDocumented(failure(kitchen.ask(new Oven.Pass(oven), SHORT)), AskTimeoutException.class);
	}

	@Test
	void refusedAsTheMailboxIsFull() throws Exception {
		ActorRef<Oven> oven = oven(MailboxSpec.DEFAULT.withCapacity(1));
		block(oven);
		oven.ask(new Oven.Look());
		Throwable refusal = failure(oven.ask(new Oven.Look()));
		assertDocumented(refusal, MailboxFullException.class);
		assertThat(refusal.getCause()).extracting("reason").isEqualTo(Reason.FULL);
	}

	@Test
	void refusedAsItCouldNotBeServedInTime() throws Exception {
		ActorRef<Oven> oven = oven();
		Executor soon = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
		for (int i = 0; i < 25; i++) {
			CountDownLatch slowly = new CountDownLatch(1);
			soon.execute(slowly::countDown);
			oven.ask(new Oven.Bake(new CountDownLatch(1), slowly)).join();
		}
		CountDownLatch again = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		oven.ask(new Oven.Bake(begun, again));
		begun.await();
		oven.ask(new Oven.Look(), Duration.ofMinutes(1));
		Throwable refusal = failure(oven.ask(new Oven.Look(), Duration.ofMillis(100)));
		again.countDown();
		assertDocumented(refusal, MailboxFullException.class);
		assertThat(refusal.getCause()).extracting("reason").isEqualTo(Reason.OVERLOAD);
	}

	@Test
	void droppedForANewerOne() throws Exception {
		ActorRef<Oven> oven = oven(MailboxSpec.DEFAULT.withCapacity(2).withOverflow(Overflow.DROP_OLDEST));
		block(oven);
		CompletableFuture<String> oldest = oven.ask(new Oven.Look());
		oven.ask(new Oven.Look());
		oven.ask(new Oven.Look());
		Throwable refusal = failure(oldest);
		assertDocumented(refusal, MailboxFullException.class);
		assertThat(refusal.getCause()).extracting("reason").isEqualTo(Reason.DROPPED);
	}

	@Test
	void crashed() {
		Throwable crash = failure(oven().ask(new Oven.Burn()));
		assertDocumented(crash, ActorCrashedException.class);
		assertThat(crash.getCause()).hasCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void terminated() {
		ActorRef<Oven> oven = oven();
		failure(oven.ask(new Oven.Burn())); // temporary: not restarted
		await()
			.untilAsserted(() -> assertDocumented(failure(oven.ask(new Oven.Look())), ActorTerminatedException.class));
	}

	@Test
	void callThatWouldWaitForItself() {
		ActorRef<Oven> kitchen = this.system.spawn(ActorSpec.of("kitchen", Oven.class, (context) -> new Oven()));
		Throwable crash = failure(kitchen.ask(new Oven.LookAt(kitchen)));
		assertDocumented(crash.getCause().getCause(), CallCycleException.class);
	}

	@Test
	void callWhereWaitingIsNotAllowed() {
		ActorRef<Oven> kitchen = this.system
			.spawn(ActorSpec.of("kitchen", Oven.class, (context) -> new Oven()).withDispatcher(Dispatcher.COMPUTE));
		Throwable crash = failure(kitchen.ask(new Oven.LookAt(oven())));
		assertDocumented(crash.getCause().getCause(), IllegalStateException.class);
	}

	@Test
	void cancelled() throws Exception {
		ActorRef<Oven> oven = oven();
		block(oven);
		CompletableFuture<String> ask = oven.ask(new Oven.Look());
		ask.cancel(false);
		assertThat(failure(ask)).isExactlyInstanceOf(CancellationException.class);
		assertThat(TEXTS).contains("CancellationException");
	}

	@Test
	void monoThatIsDisposedOfWithdrawsItsRequest() throws Exception {
		ActorRef<Oven> oven = oven();
		CompletableFuture<String> first = block(oven);
		Mono.fromFuture(() -> oven.ask(new Oven.Burn())).subscribe().dispose();
		this.release.countDown();
		first.join();
		assertThat(oven.call(new Oven.Look())).isEqualTo("brown");
	}

	static class Oven {

		record Bake(CountDownLatch begun, CountDownLatch release) implements Request<Oven, String> {

		}

		record Look() implements Request<Oven, String> {

		}

		record Try() implements Request<Oven, String> {

		}

		record Burn() implements Request<Oven, String> {

		}

		record Order() implements Request<Oven, String> {

		}

		record Pass(ActorRef<Oven> other) implements Request<Oven, String> {

		}

		record LookAt(ActorRef<Oven> other) implements Request<Oven, String> {

		}

		static class TooHot extends Exception {

			private static final long serialVersionUID = 1L;

			TooHot(int degrees) {
				super("it has " + degrees + " degrees");
			}

		}

		@Receive
		String bake(Bake message) throws InterruptedException {
			message.begun().countDown();
			message.release().await();
			return "baked";
		}

		@Receive
		String look(Look message) {
			return "brown";
		}

		@Receive
		String taste(Try message) throws TooHot {
			throw new TooHot(230);
		}

		@Receive
		String burn(Burn message) {
			throw new IllegalStateException("smoke");
		}

		@Receive
		CompletableFuture<String> order(Order message) {
			return new CompletableFuture<>();
		}

		@Receive
		CompletionStage<String> pass(Pass message, ActorContext<Oven> context) {
			return context.forward(message.other(), new Look());
		}

		@Receive
		String lookAt(LookAt message) {
			return message.other().call(new Look());
		}

	}

}
