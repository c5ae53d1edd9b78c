package dev.actorspring.cluster.routing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.actorspring.cluster.RecordingProbe;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Two ends of a link over a transport that loses, repeats and delays frames as the test
 * wants.
 */
class LinkTests {

	private static final NodeId HERE = new NodeId("here", 1, 11);

	private static final NodeId THERE = new NodeId("there", 2, 22);

	private final List<Frame> toThere = new ArrayList<>();

	private final List<Frame> toHere = new ArrayList<>();

	private long now;

	private final RecordingProbe probe = new RecordingProbe();

	private final Link here = new Link(HERE, THERE, (to, frame) -> this.toThere.add(frame), this.probe, () -> this.now);

	private final Link there = new Link(THERE, HERE, (to, frame) -> this.toHere.add(frame), new RecordingProbe(),
			() -> this.now);

	private final List<String> arrived = new ArrayList<>();

	private void deliver(Frame frame) {
		this.there.receive(frame, (link, number, body) -> this.arrived.add(text(body)));
	}

	private static String text(byte[] body) {
		return ((Packet.Unreadable) Packets.decode(body)).problem();
	}

	private static Packet packet(int number) {
		return new Packet.Unreadable(0, "p" + number);
	}

	private static List<String> numbers(int to) {
		return IntStream.rangeClosed(1, to).mapToObj((i) -> "p" + i).toList();
	}

	@Test
	void framesThatAreLostOrRepeatedAreLookedAtOnceAndInOrder() {
		Random random = new Random(7);
		for (int i = 1; i <= 200; i++) {
			this.here.send(packet(i));
		}
		while (!this.here.isDelivered()) {
			List<Frame> sent = List.copyOf(this.toThere);
			this.toThere.clear();
			for (Frame each : sent) {
				for (int copies = random.nextInt(3); copies > 0; copies--) {
					deliver(each);
				}
			}
			this.there.flush();
			List<Frame> said = List.copyOf(this.toHere);
			this.toHere.clear();
			for (Frame each : said) {
				if (random.nextBoolean()) {
					this.here.receive(each, (link, number, body) -> {
					});
				}
			}
			this.now += 400_000_000;
			this.here.resend();
		}
		assertThat(this.arrived).isEqualTo(numbers(200));
	}

	@Test
	void nothingIsLookedAtTwice_notEvenIfThatFails() {
		// The first is a frame of its own, and the others wait for each other.
		for (int i = 1; i <= 20; i++) {
			this.here.send(packet(i));
		}
		Frame last = null;
		while (!this.here.isDelivered()) {
			for (Frame each : List.copyOf(this.toThere)) {
				try {
					this.there.receive(each, (link, number, body) -> {
						this.arrived.add(text(body));
						throw new IllegalStateException("as the test wants");
					});
				}
				catch (IllegalStateException ex) {
					last = each;
				}
			}
			this.toThere.clear();
			this.there.flush();
			this.toHere.forEach((each) -> this.here.receive(each, (link, number, body) -> {
			}));
			this.toHere.clear();
			this.now += 2_000_000_000L;
			this.here.resend();
		}
		assertThat(last).isNotNull();
		assertThat(this.arrived).isEqualTo(numbers(20));
	}

	@Test
	void acknowledgementThatOvertakesWhatWasSaidBeforeIsIgnored() {
		this.here.send(packet(1));
		deliver(this.toThere.getFirst());
		this.there.send(packet(9));
		this.there.receive(this.toThere.getFirst(), (link, number, body) -> {
		});
		this.there.flush();
		Frame lost = this.toHere.get(0);
		Frame acknowledgement = this.toHere.get(1);
		assertThat(acknowledgement.isAcknowledgement()).isTrue();
		this.here.receive(acknowledgement, (link, number, body) -> {
		});
		assertThat(this.here.isDelivered()).as("the frame before it has not come").isFalse();
		this.here.receive(lost, (link, number, body) -> {
		});
		assertThat(this.here.isDelivered()).isTrue();
	}

	private void confirm() {
		this.toThere.forEach(this::deliver);
		this.toThere.clear();
		this.there.flush();
		this.toHere.forEach((each) -> this.here.receive(each, (link, number, body) -> {
		}));
		this.toHere.clear();
	}

	@Test
	void packetsShareAFrameWhileOthersAreUnderWay() {
		for (int i = 1; i <= 10; i++) {
			this.here.send(packet(i));
		}
		assertThat(this.toThere).extracting((frame) -> frame.packets().size()).containsExactly(1, 1, 1, 1);
		confirm();
		assertThat(this.toThere).extracting((frame) -> frame.packets().size()).containsExactly(6);
		confirm();
		assertThat(this.arrived).isEqualTo(numbers(10));
		assertThat(this.here.isDelivered()).isTrue();
	}

	@Test
	void packetsThatWaitGoBeforeAFrameIsTooLarge() {
		IntStream.rangeClosed(1, 5).mapToObj(LinkTests::packet).forEach(this.here::send);
		this.here.send(new Packet.Reply(0, new byte[10_000]));
		assertThat(this.toThere).hasSize(5);
		this.here.send(packet(7));
		assertThat(this.toThere).hasSize(6).last().extracting(Frame::number).isEqualTo(6L);
	}

	@Test
	void packetsThatWaitGoWithAConfirmation() {
		IntStream.rangeClosed(1, 5).mapToObj(LinkTests::packet).forEach(this.there::send);
		this.here.send(packet(1));
		deliver(this.toThere.getFirst());
		assertThat(this.toHere).hasSize(4);
		this.there.flush();
		assertThat(this.toHere).hasSize(5).last().satisfies((frame) -> {
			assertThat(frame.number()).isEqualTo(5);
			assertThat(frame.received()).isEqualTo(1);
		});
	}

	@Test
	void packetsThatWaitGoAtLastWithATick() {
		IntStream.rangeClosed(1, 5).mapToObj(LinkTests::packet).forEach(this.here::send);
		this.here.resend();
		assertThat(this.toThere).hasSize(5);
		assertThat(this.probe.resentFrames()).isZero();
	}

	@Test
	void roundTripIsThatOfTheFirstFrameThatIsUnderWay() {
		this.here.send(packet(1));
		this.now += 2_000_000;
		this.here.send(packet(2));
		this.now += 3_000_000;
		confirm();
		this.here.send(packet(3));
		this.now += 1_000_000;
		confirm();
		assertThat(this.probe.roundTrips()).containsExactly(5_000_000L, 1_000_000L);
		assertThat(this.probe.resentFrames()).isZero();
	}

	@Test
	void framesThatAreSentAgainAreCountedAndNotMeasured() {
		this.here.send(packet(1));
		this.here.send(packet(2));
		this.toThere.clear();
		this.now += 1_500_000_000;
		this.here.resend();
		confirm();
		assertThat(this.here.isDelivered()).isTrue();
		assertThat(this.probe.resentFrames()).isEqualTo(2);
		assertThat(this.probe.roundTrips()).isEmpty();
		this.here.send(packet(3));
		confirm();
		assertThat(this.probe.roundTrips()).containsExactly(0L);
	}

	@Test
	void whatTheOtherHasAskedIsCancelledWhenItIsGone() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		this.there.asked(1, answer);
		this.there.close("gone");
		assertThat(answer).isCancelled();
		this.there.send(packet(1));
		assertThat(this.toHere).isEmpty();
	}

	@Test
	void packetsWithWrongLengthsAreRefused() {
		byte[] body = Packets.encode(packet(1));
		body[body.length - 3] = 100;
		assertThatIllegalArgumentException().isThrownBy(() -> Packets.decode(body));
		assertThatIllegalArgumentException().isThrownBy(() -> Packets.decode("?".getBytes(StandardCharsets.UTF_8)));
	}

}
