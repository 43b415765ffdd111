package dev.sgen.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.SiteMembers;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How tests come by members. Nobody sets a password for somebody else: who shall sign in takes up a link, as people do. */
public final class TestMembers {
    private static final Actor.Platform TERMINAL = new Actor.Platform(null, null);

    private TestMembers() {}

    /** Somebody new on a site's list who signs in with this password; their id. The server has no mail server. */
    public static String signUp(
            TestApplication server, String site, String email, String name, String role, String password) {
        HttpResponse<String> in = takeUp(server, invite(server, site, email, name, role), name, password);
        assertThat(in.statusCode()).as(in.body()).isBetween(302, 303);
        return server.api("GET", "/sites/" + site + "/members?limit=200", null)
                .json()
                .path("items")
                .valueStream()
                .filter(m -> m.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /** Invites an address; the path of its link, as the inviter is shown it. */
    public static String invite(TestApplication server, String site, String email, String name, String role) {
        Answer added =
                server.api("POST", "/sites/" + site + "/members", Map.of("email", email, "name", name, "role", role));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        return added.json().path("invitation").asString();
    }

    /** Takes an invitation up as a browser's form does. */
    public static HttpResponse<String> takeUp(TestApplication server, String link, String name, String password) {
        return form(server, link, "", Map.of("name", name, "password", password));
    }

    /** Posts a form of the admin, with a cookie or none. */
    public static HttpResponse<String> form(
            TestApplication server, String path, String cookie, Map<String, String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/x-www-form-urlencoded";
        all[2] = "Cookie";
        all[3] = cookie.isEmpty() ? "none=1" : cookie;
        return server.send("POST", "localhost", path, BodyPublishers.ofString(body.toString()), all);
    }

    /** Somebody on a site's list for tests below the web: as the terminal adds them, with nothing to accept. */
    public static Actor.Operator add(SiteMembers siteMembers, SiteId site, String email, String name, String role) {
        return new Actor.Operator(
                siteMembers.addFromTerminal(TERMINAL, site, email, name, role).id(), name);
    }
}
