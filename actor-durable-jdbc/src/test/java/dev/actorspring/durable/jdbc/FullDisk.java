package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicBoolean;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 that is full on demand: what is written to it then fails.
 */
public final class FullDisk extends FilePathWrapper {

	static final String SCHEME = "full-disk";

	static final AtomicBoolean FULL = new AtomicBoolean();

	static void register() {
		FilePath.register(new FullDisk());
	}

	private static void check() throws IOException {
		if (FULL.get()) {
			throw new IOException("No space left on device");
		}
	}

	@Override
	public String getScheme() {
		return SCHEME;
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new Channel(getBase().open(mode));
	}

	/**
	 * A file on it.
	 */
	private static final class Channel extends FileBase {

		private final FileChannel target;

		Channel(FileChannel target) {
			this.target = target;
		}

		@Override
		public int read(ByteBuffer to) throws IOException {
			return this.target.read(to);
		}

		@Override
		public synchronized int read(ByteBuffer to, long position) throws IOException {
			return this.target.read(to, position);
		}

		@Override
		public int write(ByteBuffer from) throws IOException {
			check();
			return this.target.write(from);
		}

		@Override
		public synchronized int write(ByteBuffer from, long position) throws IOException {
			check();
			return this.target.write(from, position);
		}

		@Override
		public long position() throws IOException {
			return this.target.position();
		}

		@Override
		public FileChannel position(long position) throws IOException {
			this.target.position(position);
			return this;
		}

		@Override
		public long size() throws IOException {
			return this.target.size();
		}

		@Override
		public FileChannel truncate(long size) throws IOException {
			this.target.truncate(size);
			return this;
		}

		@Override
		public void force(boolean metadata) throws IOException {
			this.target.force(metadata);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return this.target.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.target.close();
		}

	}

}
