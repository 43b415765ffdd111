package dev.sgen.admin.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class SiteHostsScreenTest {
    private final TestApplication server = TestApplication.shared();

    @Test
    @Requirement({"MULTI-9", "A16"})
    void a_claimed_host_stands_with_what_proves_it_and_can_be_checked() {
        server.api("POST", "/sites", Map.of("key", "host-screen", "name", "Hosts", "plan", "growth"));
        String token = server.api("POST", "/sites/host-screen/tokens", Map.of("name", "site", "limits", List.of()))
                .json()
                .path("token")
                .asString();
        HttpResponse<String> claimed = server.send(
                "POST",
                "localhost",
                "/api/v1/sites/host-screen/hosts",
                BodyPublishers.ofString("{\"host\":\"www.host-screen.org\",\"environment\":\"live\"}"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(201);
        Browser ada = Browser.signedIn(server);
        String base = "/admin/sites/host-screen/live/site";
        Document page = ada.page(base);
        assertThat(page.text()).contains("claimed: serves once a TXT record _sgen.www.host-screen.org", "sgen-site=");
        assertThat(ada.done(base + "/hosts/verify", "host", "www.host-screen.org"))
                .isEqualTo(base);
        Document after = ada.page(base);
        assertThat(after.text()).contains("leads here now").doesNotContain("claimed:");
        assertThat(server.get("www.host-screen.org", "/").statusCode()).isNotEqualTo(421);
        ada.done(base + "/hosts/remove", "host", "www.host-screen.org");
        assertThat(server.get("www.host-screen.org", "/").statusCode()).isEqualTo(421);
    }
}
