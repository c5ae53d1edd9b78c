package dev.actorspring.demo.front;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
 * Somebody with a browser of their own.
 */
final class Visitor implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver browser;

	private final String home;

	Visitor(int port) {
		this.browser = Chromium.start(900, 1000);
		this.home = "http://localhost:" + port + "/";
	}

	void visit(String fragment) {
		this.browser.get(this.home + fragment);
	}

	/**
	 * Has the page as on a phone at night.
	 */
	void useDarkPhone() {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
	}

	/**
	 * Types into whatever has the focus.
	 */
	void type(CharSequence... keys) {
		this.browser.switchTo().activeElement().sendKeys(keys);
	}

	void tab() {
		new Actions(this.browser).sendKeys(Keys.TAB).perform();
	}

	void fill(String id, String value) {
		WebElement input = find(id);
		input.clear();
		input.sendKeys(value);
	}

	void press(String form) {
		this.browser.findElement(By.cssSelector("#" + form + " button")).click();
	}

	void awaitFocus(String id) {
		await().untilAsserted(
				() -> assertThat(this.browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo(id));
	}

	/**
	 * Waits until something is seen.
	 * @param id of the element
	 * @param text what it says
	 */
	void awaitText(String id, String text) {
		await().untilAsserted(() -> assertThat(text(id)).isEqualTo(text));
	}

	void awaitVisible(String id) {
		await().until(() -> find(id).isDisplayed());
	}

	String text(String id) {
		return find(id).getText();
	}

	boolean sees(String id) {
		return find(id).isDisplayed();
	}

	/**
	 * By how many pixels the page is wider than the screen.
	 */
	long overflow() {
		return (Long) this.browser.executeScript("return document.documentElement.scrollWidth - innerWidth");
	}

	String background() {
		return (String) this.browser.executeScript("return getComputedStyle(document.body).backgroundColor");
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

	private WebElement find(String id) {
		return this.browser.findElement(By.id(id));
	}

	@Override
	public void close() {
		this.browser.quit();
	}

}
