package dev.actorspring.packaging;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat to which a WAR is deployed, and from which it is removed again when somebody
 * types something.
 */
final class StandaloneTomcat {

	private static final int ROUNDS = 600;

	private static final long PAUSE = 100;

	private final Tomcat tomcat = new Tomcat();

	private StandaloneTomcat() {
	}

	/**
	 * Runs it.
	 * @param args its directory, and the WAR
	 */
	public static void main(String[] args) throws Exception {
		new StandaloneTomcat().run(Path.of(args[0]), args[1]);
	}

	private void run(Path directory, String war) throws Exception {
		Files.createDirectories(directory.resolve("webapps"));
		this.tomcat.setBaseDir(directory.toString());
		this.tomcat.setPort(0);
		this.tomcat.getConnector();
		this.tomcat.start();
		WeakReference<ClassLoader> loader = deploy(war);
		System.out.println("Collected after removal: " + isCollected(loader));
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	private WeakReference<ClassLoader> deploy(String war) throws IOException {
		Context shop = this.tomcat.addWebapp("/shop", war);
		WeakReference<ClassLoader> loader = new WeakReference<>(shop.getLoader().getClassLoader());
		System.out.println("Tomcat started on port " + this.tomcat.getConnector().getLocalPort());
		System.in.read();
		this.tomcat.getHost().removeChild(shop);
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			System.out.println("Thread after removal: " + thread.getName());
		}
		return loader;
	}

	private static boolean isCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
		for (int i = 0; i < ROUNDS && loader.get() != null; i++) {
			System.gc();
			Thread.sleep(PAUSE);
		}
		return loader.get() == null;
	}

}
