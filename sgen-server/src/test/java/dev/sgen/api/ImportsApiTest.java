package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Requirement("REC-19")
class ImportsApiTest {
    private static final String LIST = "SKU,Name,Published,Regular price\nA,Apple,1,2.50\nB,Bread,-1,3\n";

    private final ApiSite site = new ApiSite();

    @Test
    void a_file_is_taken_reported_on_and_listed() {
        HttpResponse<String> begun = upload(LIST, "");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        JsonNode report = finished(Json.read(begun.body()).path("id").asString());
        assertThat(report.path("status").asString()).isEqualTo("done");
        assertThat(report.path("counts").path("created").asInt()).isEqualTo(2);
        assertThat(report.path("items").get(0).path("outcome").asString()).isEqualTo("created");
        assertThat(report.path("items").get(0).path("record").asString()).isNotEmpty();
        assertThat(site.get("/imports").json().path("items").size()).isEqualTo(1);
        assertThat(site.get("/staging/records?type=product")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void a_dry_run_changes_nothing() {
        HttpResponse<String> begun = upload(LIST, "?dryRun=true");
        JsonNode report = finished(Json.read(begun.body()).path("id").asString());
        assertThat(report.path("dryRun").asBoolean(false)).isTrue();
        assertThat(site.get("/staging/records?type=product")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void what_can_not_be_read_is_refused_at_once() {
        assertThat(upload("nothing of use", "").statusCode()).isEqualTo(422);
        assertThat(upload(LIST, "?environment=moon").statusCode()).isEqualTo(404);
        assertThat(upload(LIST, "?dryRun=maybe").statusCode()).isEqualTo(400);
        assertThat(site.get("/imports/018f0000-0000-7000-8000-000000000001").status())
                .isEqualTo(404);
        assertThat(site.get("/imports/nonsense").status()).isEqualTo(404);
    }

    private JsonNode finished(String id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !site.get("/imports/" + id)
                        .json()
                        .path("status")
                        .asString()
                        .equals("running"));
        return site.get("/imports/" + id).json();
    }

    private HttpResponse<String> upload(String text, String query) {
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                        + text + "\r\n--b--\r\n";
        return site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.key + "/imports" + query,
                BodyPublishers.ofString(body),
                "Authorization",
                "Bearer " + TestApplication.TOKEN,
                "Content-Type",
                "multipart/form-data; boundary=b");
    }
}
