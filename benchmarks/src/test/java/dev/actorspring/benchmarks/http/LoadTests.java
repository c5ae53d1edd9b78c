package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoadTests {

	private static final int RATE = 100;

	private static final Duration TIME = Duration.ofMillis(500);

	@Test
	void open_serverThatStallsOnce_countsTheWaitOfAllThatWereDueMeanwhile() throws IOException {
		try (FakeServer server = new FakeServer(TIME);
				Load load = new Load(server.port(), 1, false, ProcessHandle.current())) {
			Slice slice = load.open(RATE, TIME);
			assertThat(slice.latency().getTotalCount()).isEqualTo(50);
			// The first one waited for all the time, the one in the middle for half of
			// it.
			assertThat(slice.latency(100)).isGreaterThanOrEqualTo(TIME.toMillis());
			assertThat(slice.latency(50)).isGreaterThanOrEqualTo(TIME.toMillis() / 2);
		}
	}

	@Test
	void closed_balanceThatForgets_fails() throws IOException {
		try (FakeServer server = new FakeServer(Duration.ZERO);
				Load load = new Load(server.port(), 1, true, ProcessHandle.current())) {
			assertThatIllegalStateException().isThrownBy(() -> {
				// With more requests than accounts some account has two.
				for (long answered = 0; answered <= Accounts.IDS.size();) {
					answered += load.closed(TIME).answered();
				}
			}).withMessageContaining("the sum of the balances is");
		}
	}

	/**
	 * Takes one connection, and answers every request with the amount of one deposit: the
	 * first one after a while, the others at once.
	 */
	private static final class FakeServer implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final Duration stall;

		FakeServer(Duration stall) throws IOException {
			this.stall = stall;
			Thread.ofVirtual().start(this::serve);
		}

		int port() {
			return this.socket.getLocalPort();
		}

		private void serve() {
			try (Socket connection = this.socket.accept()) {
				InputStream in = connection.getInputStream();
				OutputStream out = connection.getOutputStream();
				byte[] request = new byte[1_024];
				long begin = 0;
				for (int length = in.read(request); length > 0; length = in.read(request)) {
					begin = (begin != 0) ? begin : System.nanoTime() + this.stall.toNanos();
					for (long left = begin - System.nanoTime(); left > 0; left = begin - System.nanoTime()) {
						LockSupport.parkNanos(left);
					}
					String text = new String(request, 0, length, StandardCharsets.US_ASCII);
					out.write(answer(text.split("/")[2]).getBytes(StandardCharsets.US_ASCII));
				}
			}
			catch (IOException ex) {
				// The client is gone.
			}
		}

		private static String answer(String account) {
			String body = "{\"balance\":5,\"id\":\"" + account + "\"}";
			return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
