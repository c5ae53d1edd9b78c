package dev.actorspring.cluster.pekko;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.cluster.routing.Frame;
import dev.actorspring.cluster.routing.Location;
import dev.actorspring.cluster.routing.NodeId;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * What nodes send each other as bytes. Pekko makes it by its name. The bodies of frames
 * are bytes already.
 */
public final class ClusterSerializer extends SerializerWithStringManifest {

	private static final int IDENTIFIER = 255_200_117;

	private static final String FRAME = "F";

	private static final String LOCATE = "Q";

	private static final String LOCATED = "A";

	private static final String ARRIVED = "M";

	private static final String PING = "P";

	private static final String PONG = "O";

	private static final String QUERY = "I";

	private static final String ANSWER = "J";

	private static final int FRAME_HEADER = 4 * Long.BYTES;

	@Override
	public int identifier() {
		return IDENTIFIER;
	}

	@Override
	public String manifest(Object message) {
		return switch (message) {
			case Frame frame -> FRAME;
			case Locate locate -> LOCATE;
			case Located located -> LOCATED;
			case Arrived arrived -> ARRIVED;
			case Ping ping -> PING;
			case Pong pong -> PONG;
			case Query query -> QUERY;
			case Answer answer -> ANSWER;
			default -> throw new IllegalArgumentException("Cannot be sent: " + message.getClass().getName());
		};
	}

	@Override
	public byte[] toBinary(Object message) {
		return switch (message) {
			case Frame frame -> {
				ByteBuffer output = ByteBuffer.allocate(size(frame));
				write(frame, output);
				yield output.array();
			}
			case Locate locate -> ByteBuffer.allocate(Integer.BYTES).putInt(locate.partition()).array();
			case Arrived arrived -> ByteBuffer.allocate(Integer.BYTES).putInt(arrived.partition()).array();
			case Ping ping -> ByteBuffer.allocate(2 * Long.BYTES).putLong(ping.life()).putLong(ping.asked()).array();
			case Pong pong -> ByteBuffer.allocate(2 * Long.BYTES).putLong(pong.life()).putLong(pong.asked()).array();
			case Query query -> query.question();
			case Answer answer -> ByteBuffer.allocate(1 + answer.body().length)
				.put((byte) answer.kind().ordinal())
				.put(answer.body())
				.array();
			case Located located -> {
				NodeId node = located.location().node();
				byte[] host = node.host().getBytes(StandardCharsets.UTF_8);
				yield ByteBuffer.allocate(2 * Integer.BYTES + 2 * Long.BYTES + host.length)
					.putInt(located.partition())
					.putLong(located.location().epoch())
					.putLong(node.life())
					.putInt(node.port())
					.put(host)
					.array();
			}
			default -> throw new IllegalArgumentException("Cannot be sent: " + message.getClass().getName());
		};
	}

	@Override
	public Object fromBinary(byte[] bytes, String manifest) {
		ByteBuffer input = ByteBuffer.wrap(bytes);
		return switch (manifest) {
			case FRAME -> frame(input);
			case LOCATE -> new Locate(input.getInt());
			case ARRIVED -> new Arrived(input.getInt());
			case PING -> new Ping(input.getLong(), input.getLong());
			case PONG -> new Pong(input.getLong(), input.getLong());
			case QUERY -> new Query(rest(input));
			case ANSWER -> new Answer(kind(input.get()), rest(input));
			case LOCATED -> {
				int partition = input.getInt();
				long epoch = input.getLong();
				long life = input.getLong();
				int port = input.getInt();
				String host = new String(rest(input), StandardCharsets.UTF_8);
				yield new Located(partition, new Location(new NodeId(host, port, life), epoch));
			}
			default -> throw new IllegalArgumentException("Not known: " + manifest);
		};
	}

	private static int size(Frame frame) {
		int size = FRAME_HEADER;
		for (byte[] each : frame.packets()) {
			size += Integer.BYTES + each.length;
		}
		return size;
	}

	private static void write(Frame frame, ByteBuffer output) {
		output.putLong(frame.from()).putLong(frame.to()).putLong(frame.number()).putLong(frame.received());
		for (byte[] each : frame.packets()) {
			output.putInt(each.length).put(each);
		}
	}

	private static Frame frame(ByteBuffer input) {
		long from = input.getLong();
		long to = input.getLong();
		long number = input.getLong();
		long received = input.getLong();
		List<byte[]> packets = new ArrayList<>();
		while (input.hasRemaining()) {
			int length = input.getInt();
			// All that is left is in memory already.
			if (length < 0 || length > input.remaining()) {
				throw new IllegalArgumentException("A packet of the length " + length + " in a frame");
			}
			byte[] packet = new byte[length];
			input.get(packet);
			packets.add(packet);
		}
		return new Frame(from, to, number, received, packets);
	}

	private static Answer.Kind kind(byte ordinal) {
		Answer.Kind[] all = Answer.Kind.values();
		return (ordinal >= 0 && ordinal < all.length) ? all[ordinal] : Answer.Kind.REFUSED;
	}

	private static byte[] rest(ByteBuffer input) {
		byte[] rest = new byte[input.remaining()];
		input.get(rest);
		return rest;
	}

}
