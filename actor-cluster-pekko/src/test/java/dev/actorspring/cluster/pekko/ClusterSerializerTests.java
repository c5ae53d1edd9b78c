package dev.actorspring.cluster.pekko;

import java.util.List;

import dev.actorspring.cluster.routing.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClusterSerializerTests {

	private final ClusterSerializer serializer = new ClusterSerializer();

	private Frame again(byte[] bytes, Frame frame) {
		return (Frame) this.serializer.fromBinary(bytes, this.serializer.manifest(frame));
	}

	@Test
	void frameHasItsPacketsWhenItIsReadAgain() {
		Frame frame = new Frame(1, 2, 3, 4, List.of(new byte[] { 5 }, new byte[0], new byte[] { 6, 7 }));
		Frame again = again(this.serializer.toBinary(frame), frame);
		assertThat(again.packets()).containsExactlyElementsOf(frame.packets());
		assertThat(again).usingRecursiveComparison().isEqualTo(frame);
	}

	@Test
	void packetThatIsLongerThanItsFrameIsRefused() {
		Frame frame = new Frame(1, 2, 3, 4, List.of(new byte[] { 5 }));
		byte[] bytes = this.serializer.toBinary(frame);
		bytes[bytes.length - 2] = 9;
		assertThatIllegalArgumentException().isThrownBy(() -> again(bytes, frame));
	}

}
