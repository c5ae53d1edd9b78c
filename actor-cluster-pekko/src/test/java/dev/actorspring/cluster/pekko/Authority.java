package dev.actorspring.cluster.pekko;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes certificates for nodes, with the program of the JDK.
 */
final class Authority {

	private static final String PASSWORD = "password";

	private static final String OWN = "authority";

	private final Path file;

	private Authority(Path file) {
		this.file = file;
	}

	static Authority create(Path directory) throws Exception {
		Authority authority = new Authority(Files.createTempDirectory(directory, OWN).resolve("keys.p12"));
		authority.keytool(OWN, "-ext", "bc:critical=ca:true");
		return authority;
	}

	private void keytool(String alias, String... more) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool",
						"-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-validity", "2",
						"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", this.file.toString()));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
	}

	/**
	 * What a node has that trusts this authority, and has a certificate of it.
	 * @param names of the host, as in {@code ip:127.0.0.1}
	 */
	SSLContext issue(String names) throws Exception {
		String alias = "node" + load().size();
		keytool(alias, "-signer", OWN, "-ext", "san=" + names);
		KeyStore all = load();
		KeyStore own = empty();
		own.setKeyEntry(alias, all.getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
				all.getCertificateChain(alias));
		return context(own);
	}

	/**
	 * What somebody has who trusts this authority, and has no certificate.
	 */
	SSLContext stranger() throws Exception {
		return context(empty());
	}

	private SSLContext context(KeyStore own) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(own, PASSWORD.toCharArray());
		KeyStore trusted = empty();
		trusted.setCertificateEntry(OWN, load().getCertificate(OWN));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private static KeyStore empty() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private KeyStore load() throws Exception {
		return KeyStore.getInstance(this.file.toFile(), PASSWORD.toCharArray());
	}

}
