package dev.actorspring.boot.actuate.observer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.springframework.web.util.UriUtils;

/**
 * How a browser that shows one page comes to another, if both are below the same unknown
 * address.
 */
final class RelativePath {

	private RelativePath() {
	}

	/**
	 * The way from one page to another.
	 * @param page where the browser is, as in {@code observer}
	 * @param target where it should go, as in {@code ops/actors}
	 * @return for example {@code ./ops/actors} or {@code ../actors}, encoded
	 */
	static String between(String page, String target) {
		int folders = Math.max(0, segments(page).size() - 1);
		String up = (folders > 0) ? String.join("/", Collections.nCopies(folders, "..")) : ".";
		return up + "/" + UriUtils.encodePath(String.join("/", segments(target)), "UTF-8");
	}

	private static List<String> segments(String path) {
		return Arrays.stream(path.split("/")).filter((segment) -> !segment.isEmpty()).toList();
	}

}
