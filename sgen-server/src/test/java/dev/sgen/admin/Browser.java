package dev.sgen.admin;

import dev.sgen.support.TestApplication;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without scripts: it keeps its cookie, fills the forms it was shown, and follows redirects. */
public final class Browser {
    private final TestApplication application;
    private String cookie = "";

    public Browser(TestApplication application) {
        this.application = application;
    }

    public static Browser signedIn(TestApplication application) {
        return signedIn(application, TestApplication.EMAIL, TestApplication.PASSWORD);
    }

    public static Browser signedIn(TestApplication application, String email, String password) {
        Browser browser = new Browser(application);
        browser.post("/admin/sign-in", "email", email, "password", password, "next", "");
        return browser;
    }

    public String cookie() {
        return cookie;
    }

    public HttpResponse<String> get(String path) {
        return application.get("localhost", path, "Cookie", cookie);
    }

    public Document page(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return Jsoup.parse(response.body());
    }

    /** Posts fields (names and values alternate) with the page's own secret. */
    public HttpResponse<String> post(String path, String... fields) {
        List<String> parts = new ArrayList<>();
        String secret = cookie.isEmpty() ? "none" : secret();
        parts.add("_csrf=" + encode(secret));
        for (int i = 0; i < fields.length; i += 2) {
            parts.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        HttpResponse<String> response = application.send(
                "POST",
                "localhost",
                path,
                BodyPublishers.ofString(String.join("&", parts)),
                "Cookie",
                cookie,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://localhost:" + application.port());
        response.headers().firstValue("Set-Cookie").ifPresent(c -> cookie = c.substring(0, c.indexOf(';')));
        return response;
    }

    /** Posts and expects to be sent on; answers where to. */
    public String done(String path, String... fields) {
        HttpResponse<String> response = post(path, fields);
        if (response.statusCode() / 100 != 3) {
            String why = Jsoup.parse(response.body()).select("[role=alert]").text();
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + why);
        }
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    private String secret() {
        return Jsoup.parse(get("/admin/account").body())
                .select("input[name=_csrf]")
                .attr("value");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
