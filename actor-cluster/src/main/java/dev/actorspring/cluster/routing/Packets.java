package dev.actorspring.cluster.routing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import dev.actorspring.Delivery;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.spi.Nodes.GroupId;
import dev.actorspring.spi.Nodes.GroupMember;

/**
 * Packets as bytes. The first one says which kind it is. What is read is checked for its
 * lengths before anything is made of it.
 */
final class Packets {

	private static final int HEADER = 64;

	private Packets() {
	}

	static byte[] encode(Packet packet) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER + size(packet));
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			write(packet, output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static int size(Packet packet) {
		return switch (packet) {
			case Packet.Send send -> send.key().length() + send.family().length() + send.message().bytes().length;
			case Packet.Reply reply -> reply.reply().length;
			case Packet.Item item -> item.item().length;
			case Packet.Failure failure -> failure.failure().bytes().length;
			case Packet.Publish publish -> publish.partitions().length + publish.event().bytes().length;
			case Packet.Broadcast broadcast -> broadcast.message().bytes().length;
			default -> 0;
		};
	}

	private static void write(Packet packet, DataOutputStream output) throws IOException {
		switch (packet) {
			case Packet.Send send -> {
				output.writeByte('S');
				output.writeInt(send.target().partition());
				output.writeLong(send.target().epoch());
				output.writeBoolean(send.target().inTurn());
				write(send.family(), output);
				write(send.key(), output);
				output.writeLong(send.left());
				write(send.context(), output);
				write(send.message(), output);
			}
			case Packet.NotHere notHere -> {
				output.writeByte('N');
				output.writeLong(notHere.number());
				output.writeBoolean(notHere.left());
			}
			case Packet.Refused refused -> {
				output.writeByte('F');
				output.writeLong(refused.number());
				output.writeByte(refused.delivery().ordinal());
			}
			case Packet.Unreadable unreadable -> {
				output.writeByte('U');
				output.writeLong(unreadable.number());
				write(unreadable.problem(), output);
			}
			case Packet.Unknown unknown -> {
				output.writeByte('V');
				output.writeLong(unknown.number());
				write(unknown.problem(), output);
			}
			case Packet.Reply reply -> {
				output.writeByte('R');
				output.writeLong(reply.number());
				write(reply.reply(), output);
			}
			case Packet.Failure failure -> {
				output.writeByte('X');
				output.writeLong(failure.number());
				write(failure.failure(), output);
			}
			case Packet.Withdraw withdraw -> {
				output.writeByte('W');
				output.writeLong(withdraw.number());
			}
			case Packet.Demand demand -> {
				output.writeByte('D');
				output.writeLong(demand.number());
				output.writeInt(demand.items());
			}
			case Packet.Cancel cancel -> {
				output.writeByte('C');
				output.writeLong(cancel.number());
			}
			case Packet.Item item -> {
				output.writeByte('I');
				output.writeLong(item.number());
				write(item.item(), output);
			}
			case Packet.End end -> {
				output.writeByte('E');
				output.writeLong(end.number());
				Encoded failure = end.failure();
				output.writeBoolean(failure != null);
				if (failure != null) {
					write(failure, output);
				}
			}
			case Packet.Watch watch -> {
				output.writeByte('O');
				write(watch.family(), output);
				write(watch.key(), output);
			}
			case Packet.Unwatch unwatch -> {
				output.writeByte('P');
				write(unwatch.family(), output);
				write(unwatch.key(), output);
			}
			case Packet.Ended ended -> {
				output.writeByte('T');
				write(ended.family(), output);
				write(ended.key(), output);
				write(ended.reason(), output);
				write(ended.text(), output);
			}
			case Packet.Publish publish -> {
				output.writeByte('B');
				write(publish.partitions(), output);
				write(publish.context(), output);
				write(publish.event(), output);
			}
			case Packet.Broadcast broadcast -> {
				output.writeByte('H');
				write(broadcast.group(), output);
				write(broadcast.context(), output);
				write(broadcast.message(), output);
			}
			case Packet.Joined joined -> {
				output.writeByte('J');
				output.writeLong(joined.member().id());
				write(joined.member().group(), output);
				write(joined.member().path(), output);
				write(joined.member().actor(), output);
			}
			case Packet.Left left -> {
				output.writeByte('L');
				output.writeLong(left.id());
				write(left.group(), output);
			}
			case Packet.Goodbye goodbye -> {
				output.writeByte('G');
				output.writeLong(goodbye.received());
			}
		}
	}

	private static void write(Map<String, String> context, DataOutputStream output) throws IOException {
		output.writeShort(context.size());
		for (Map.Entry<String, String> entry : context.entrySet()) {
			write(entry.getKey(), output);
			write(entry.getValue(), output);
		}
	}

	private static void write(GroupId group, DataOutputStream output) throws IOException {
		write(group.name(), output);
		write(group.type(), output);
	}

	private static void write(Encoded encoded, DataOutputStream output) throws IOException {
		write(encoded.type(), output);
		write(encoded.bytes(), output);
	}

	private static void write(String text, DataOutputStream output) throws IOException {
		write(text.getBytes(StandardCharsets.UTF_8), output);
	}

	private static void write(byte[] bytes, DataOutputStream output) throws IOException {
		output.writeInt(bytes.length);
		output.write(bytes);
	}

	/**
	 * Reads a packet.
	 * @throws IllegalArgumentException if it is none
	 */
	static Packet decode(byte[] body) {
		try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(body))) {
			return read(input);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("Not a packet", ex);
		}
	}

	private static Packet read(DataInputStream input) throws IOException {
		byte kind = input.readByte();
		return switch (kind) {
			case 'S' -> new Packet.Send(new Packet.Target(input.readInt(), input.readLong(), input.readBoolean()),
					text(input), text(input), input.readLong(), context(input), encoded(input));
			case 'N' -> new Packet.NotHere(input.readLong(), input.readBoolean());
			case 'F' -> new Packet.Refused(input.readLong(), delivery(input.readByte()));
			case 'U' -> new Packet.Unreadable(input.readLong(), text(input));
			case 'V' -> new Packet.Unknown(input.readLong(), text(input));
			case 'R' -> new Packet.Reply(input.readLong(), bytes(input));
			case 'X' -> new Packet.Failure(input.readLong(), encoded(input));
			case 'W' -> new Packet.Withdraw(input.readLong());
			case 'D' -> new Packet.Demand(input.readLong(), input.readInt());
			case 'C' -> new Packet.Cancel(input.readLong());
			case 'I' -> new Packet.Item(input.readLong(), bytes(input));
			case 'E' -> new Packet.End(input.readLong(), input.readBoolean() ? encoded(input) : null);
			case 'O' -> new Packet.Watch(text(input), text(input));
			case 'P' -> new Packet.Unwatch(text(input), text(input));
			case 'T' -> new Packet.Ended(text(input), text(input), text(input), text(input));
			case 'B' -> new Packet.Publish(bytes(input), context(input), encoded(input));
			case 'H' -> new Packet.Broadcast(group(input), context(input), encoded(input));
			case 'J' -> new Packet.Joined(new GroupMember(input.readLong(), group(input), text(input), text(input)));
			case 'L' -> new Packet.Left(input.readLong(), group(input));
			case 'G' -> new Packet.Goodbye(input.readLong());
			default -> throw new IllegalArgumentException("There is no packet of the kind " + kind);
		};
	}

	private static Delivery delivery(byte ordinal) {
		Delivery[] all = Delivery.values();
		return (ordinal >= 0 && ordinal < all.length) ? all[ordinal] : Delivery.TERMINATED;
	}

	private static Map<String, String> context(DataInputStream input) throws IOException {
		int size = input.readUnsignedShort();
		Map<String, String> context = new HashMap<>();
		for (int i = 0; i < size; i++) {
			context.put(text(input), text(input));
		}
		return context;
	}

	private static GroupId group(DataInputStream input) throws IOException {
		return new GroupId(text(input), text(input));
	}

	private static Encoded encoded(DataInputStream input) throws IOException {
		return new Encoded(text(input), bytes(input));
	}

	private static String text(DataInputStream input) throws IOException {
		return new String(bytes(input), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(DataInputStream input) throws IOException {
		int length = input.readInt();
		// All that is left is in memory already.
		if (length < 0 || length > input.available()) {
			throw new IllegalArgumentException("A length of " + length + " in a packet");
		}
		return input.readNBytes(length);
	}

}
