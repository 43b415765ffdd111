package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What can be done with a record is told as it would be allowed. */
class RecordActionsApiTest {
    private final ApiSite site = new ApiSite();

    private String record() {
        Answer made = site.post(
                "/staging/records", Map.of("type", "page", "title", "One", "path", "/one", "content", Map.of()));
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    private Set<String> actions(String environment, String id) {
        Answer answer = site.get("/" + environment + "/records/" + id + "/actions");
        assertThat(answer.status()).isEqualTo(200);
        Set<String> actions = new TreeSet<>();
        answer.json().path("actions").forEach(each -> actions.add(each.asString()));
        return actions;
    }

    @Test
    @Requirement("ROLE-9")
    void a_draft_can_be_published_and_not_unpublished() {
        assertThat(actions("staging", record()))
                .contains("save", "publish", "promote", "schedule", "archive", "delete")
                .doesNotContain("unpublish", "revive", "cancel-schedule");
    }

    @Test
    @Requirement("ROLE-9")
    void an_archived_record_can_be_revived_and_not_saved() {
        String id = record();
        assertThat(site.step("staging", id, "archive").status()).isEqualTo(200);

        assertThat(actions("staging", id)).contains("revive").doesNotContain("save", "publish", "promote", "archive");
    }

    @Test
    @Requirement("ROLE-9")
    void a_record_that_is_not_in_the_environment_is_not_found_there() {
        assertThat(site.get("/live/records/" + record() + "/actions").status()).isEqualTo(404);
    }
}
