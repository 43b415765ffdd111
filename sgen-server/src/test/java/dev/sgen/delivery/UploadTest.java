package dev.sgen.delivery;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UploadTest {
    private static HttpResponse<String> upload(Visitors site, String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(("--cut\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nA grey field\r\n"
                        + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(bytes);
        body.write("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return Visitors.SERVER.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.site.key() + "/staging/media",
                BodyPublishers.ofByteArray(body.toByteArray()),
                "Authorization",
                "Bearer " + TestApplication.TOKEN,
                "Content-Type",
                "multipart/form-data; boundary=cut");
    }

    @Test
    @Requirement({"MEDIA-1", "MEDIA-6"})
    void a_file_sent_over_http_is_served_on_staging_only() throws IOException {
        Visitors site = new Visitors("uploads");
        HttpResponse<String> answer = upload(site, "grey field.png", DeliveryTest.picture(40, 30));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode record = Json.read(answer.body());
        assertThat(record.path("type").asString("")).isEqualTo("media");
        assertThat(record.path("state").asString("")).isEqualTo("published");
        String url = record.path("url").asString("");
        assertThat(url).endsWith("/grey-field.png");
        assertThat(Visitors.SERVER.get(site.host(STAGING), url).statusCode()).isEqualTo(200);
        assertThat(Visitors.SERVER.get(site.host(LIVE), url).statusCode()).isEqualTo(404);
    }

    @Test
    @Requirement("T2")
    void a_page_in_disguise_is_refused() throws IOException {
        Visitors site = new Visitors("disguise");
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = upload(site, "photo.png", page);
        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(Json.read(answer.body()).path("code").asString("")).isEqualTo("invalid-content");
    }
}
