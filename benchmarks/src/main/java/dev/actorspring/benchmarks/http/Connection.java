package dev.actorspring.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection that is kept, with at most one request under way.
 */
final class Connection implements AutoCloseable {

	private final SocketChannel channel;

	private final byte[] bytes = new byte[4_096];

	private final ByteBuffer received = ByteBuffer.wrap(this.bytes);

	private final Answer answer = new Answer(this.bytes);

	private int account;

	// Written last before and read first after a request: sender and receiver may be two.
	private volatile long due;

	Connection(int port, Selector selector) throws IOException {
		this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.channel.configureBlocking(false);
		this.channel.register(selector, SelectionKey.OP_READ, this);
	}

	/**
	 * Sends a request.
	 * @param due when it was to be sent
	 */
	void send(int account, ByteBuffer request, long due) throws IOException {
		this.account = account;
		this.received.clear();
		this.due = due;
		while (request.hasRemaining()) {
			this.channel.write(request);
		}
	}

	/**
	 * Reads what has come.
	 * @return the answer once it is there as a whole, valid until the next request
	 */
	boolean receive() throws IOException {
		if (this.due == 0 || this.channel.read(this.received) < 0) {
			throw new EOFException("The server closed a connection");
		}
		return this.answer.isComplete(this.received.position());
	}

	int account() {
		return this.account;
	}

	long due() {
		return this.due;
	}

	Answer answer() {
		return this.answer;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
