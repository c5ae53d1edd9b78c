package dev.actorspring.boot.http;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Writes problems.
 */
final class ProblemWriter {

	private final JsonMapper mapper;

	ProblemWriter(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Makes an answer of a problem.
	 * @param path the path of the request
	 */
	HttpAnswer write(Problem problem, String path) {
		return new HttpAnswer(problem.status(), problem.headers(), MediaType.APPLICATION_PROBLEM_JSON,
				this.mapper.writeValueAsBytes(problem.members(path)));
	}

}
