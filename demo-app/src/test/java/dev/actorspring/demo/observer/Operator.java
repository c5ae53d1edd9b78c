package dev.actorspring.demo.observer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import dev.actorspring.demo.Chromium;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody who looks at the observer page.
 */
final class Operator implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver browser;

	private final String origin;

	Operator(int port) {
		this.browser = Chromium.start(1400, 900);
		this.origin = "http://localhost:" + port;
	}

	/**
	 * Has the page as on a phone at night.
	 */
	void useDarkPhone() {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
		darken();
	}

	void darken() {
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
	}

	void unplug(boolean unplugged) {
		this.browser.executeCdpCommand("Network.enable", Map.of());
		this.browser.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", unplugged, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	void visit(String fragment) {
		this.browser.get(this.origin + "/actuator/observer" + fragment);
	}

	/**
	 * Sees the page as a part of another one.
	 */
	void visitFramed(String fragment) {
		this.browser.get(this.origin + "/actuator");
		run("const frame = document.createElement('iframe'); frame.width = 1300; frame.height = 700;"
				+ "frame.src = '/actuator/observer' + arguments[0]; document.body.replaceChildren(frame)", fragment);
		this.browser.switchTo().frame(0);
	}

	/**
	 * Goes to another tab, or comes back.
	 */
	void hide(boolean hidden) {
		run("Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
				+ "document.dispatchEvent(new Event('visibilitychange'))", hidden);
	}

	/**
	 * The paths of the rows in sight, from the top down.
	 */
	List<String> paths() {
		return strings("return [...document.querySelectorAll('.rows .row:not([hidden])')]"
				+ ".sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) => row.dataset.path)");
	}

	/**
	 * What a row says.
	 * @param column as in {@code depth}
	 */
	String cell(String path, String column) {
		return String.join("",
				strings("return [...document.querySelectorAll('.rows .row:not([hidden])')]"
						+ ".filter((row) => row.dataset.path === arguments[0])"
						+ ".map((row) => row.querySelector('.cell.' + arguments[1]).innerText)", path, column));
	}

	void awaitCell(String path, String column, String text) {
		await().untilAsserted(() -> assertThat(cell(path, column)).isEqualTo(text));
	}

	void awaitPaths(String... paths) {
		await().untilAsserted(() -> assertThat(paths()).containsExactly(paths));
	}

	void awaitText(String selector, String text) {
		await().untilAsserted(() -> assertThat(text(selector)).contains(text));
	}

	String text(String selector) {
		return String.join("\n", strings(
				"return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)",
				selector));
	}

	void click(String selector) {
		WebElement element = find(selector);
		run("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	void clickRow(String path) {
		click(".rows .row:not([hidden])[data-path='" + path + "'] .label");
	}

	void fill(String selector, String value) {
		find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, value);
	}

	void choose(String selector, String value) {
		find(selector + " option[value='" + value + "']").click();
	}

	void press(CharSequence... keys) {
		new Actions(this.browser).sendKeys(String.join("", keys)).perform();
	}

	Object run(String script, Object... arguments) {
		return this.browser.executeScript(script, arguments);
	}

	Object runAsync(String script, Object... arguments) {
		return this.browser.executeAsyncScript(script, arguments);
	}

	/**
	 * By how many pixels the page is wider than the screen.
	 */
	long overflow() {
		return (Long) run("return document.documentElement.scrollWidth - innerWidth");
	}

	/**
	 * What assistive technology is told.
	 * @return for each element that is not ignored role, name and whether it can have the
	 * focus
	 */
	List<Map<String, Object>> accessibilityTree() {
		this.browser.executeCdpCommand("Accessibility.enable", Map.of());
		Map<String, Object> tree = this.browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of());
		return JsonPath.read(tree, "$.nodes[?(@.ignored == false)]");
	}

	void screenshot(String name) throws IOException {
		Files.createDirectories(SCREENSHOTS);
		Files.write(SCREENSHOTS.resolve(name + ".png"), this.browser.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * What the console of the browser says since the last time.
	 */
	List<String> console() {
		return this.browser.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/**
	 * What was asked for since the last time, of other servers than the one visited.
	 */
	List<String> requestsElsewhere() {
		return requests().filter((url) -> !url.startsWith(this.origin + "/")).toList();
	}

	private Stream<String> requests() {
		return this.browser.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.map(LogEntry::getMessage)
			.filter((message) -> "Network.requestWillBeSent".equals(JsonPath.read(message, "$.message.method")))
			.map((message) -> JsonPath.<String>read(message, "$.message.params.request.url"));
	}

	private WebElement find(String selector) {
		return this.browser.findElement(By.cssSelector(selector));
	}

	@SuppressWarnings("unchecked")
	private List<String> strings(String script, Object... arguments) {
		return (List<String>) run(script, arguments);
	}

	@Override
	public void close() {
		this.browser.quit();
	}

}
