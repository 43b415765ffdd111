package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came back: status, headers and text, with the checks that tests make again and again. */
public record Answer(String question, int status, java.net.http.HttpHeaders headers, String text) {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHOWN = 1_500;

    static Answer of(String question, HttpResponse<String> response) {
        return new Answer(question, response.statusCode(), response.headers(), response.body());
    }

    public JsonNode json() {
        return JSON.readTree(text);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Fails unless the status is this one. */
    public Answer expect(int expected) {
        assertThat(status).as("%s answered %s", question, shown()).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is an RFC 9457 problem of this status and code, with a sentence and without innards. */
    public Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(header("content-type").orElse("")).as(question).startsWith("application/problem+json");
        ObjectNode problem = (ObjectNode) json();
        assertThat(problem.path("code").asString(""))
                .as("%s answered %s", question, shown())
                .isEqualTo(code);
        assertThat(problem.path("status").asInt(0)).as(question).isEqualTo(expected);
        assertThat(problem.path("detail").asString(""))
                .as("%s answered %s", question, shown())
                .isNotBlank();
        assertThat(text)
                .as(question)
                .doesNotContain("Exception", "\tat ", "dev.sgen", "org.springframework", "SQL", "org.postgresql");
        return this;
    }

    private String shown() {
        return status + " " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
