package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cursor continues the list that gave it out, and no other (T21). */
@Requirement("T21")
class CursorsTest {
    private final ApiSite site = new ApiSite();
    private final ApiSite other = new ApiSite();

    private String nextOf(ApiSite of, String list) {
        Answer answer = of.get(list);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        String next = answer.json().path("next").asString("");
        assertThat(next).as("a second page of " + list).isNotEmpty();
        return next;
    }

    private static void refused(Answer answer, String why) {
        assertThat(answer.status()).as(why).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("bad-request");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("cursor");
    }

    @Test
    void it_is_refused_by_every_other_list_and_by_the_same_one_with_other_filters() {
        for (int n = 0; n < 3; n++) {
            site.create("staging", "Mine " + n, "/m" + n);
            other.create("staging", "Theirs " + n, "/t" + n);
        }
        String list = "/staging/records?limit=1&sort=title";
        String next = nextOf(site, list);
        assertThat(site.get(list + "&cursor=" + next).status()).isEqualTo(200);
        assertThat(site.get("/staging/records?sort=title&limit=2&cursor=" + next)
                        .status())
                .as("the size of a page may change")
                .isEqualTo(200);

        assertThat(site.get("/staging/records?cursor=" + next)
                        .json()
                        .path("items")
                        .path(0)
                        .path("title")
                        .asString())
                .as("it carries its filters")
                .isEqualTo("Mine 1");

        refused(other.get(list + "&cursor=" + next), "another site's list");
        refused(site.get("/live/records?limit=1&sort=title&cursor=" + next), "the other environment's list");
        refused(site.get("/staging/records?limit=1&sort=newest&cursor=" + next), "another order");
        refused(site.get(list + "&state=draft&cursor=" + next), "another filter");
        refused(site.get("/audit?limit=1&cursor=" + next), "another kind of list");
    }

    @Test
    void it_is_refused_with_one_character_changed_anywhere() {
        for (int n = 0; n < 2; n++) {
            site.create("staging", "Mine " + n, "/m" + n);
        }
        String next = nextOf(site, "/staging/records?limit=1");
        for (int at = 0; at < next.length(); at++) {
            char changed = next.charAt(at) == 'A' ? 'B' : 'A';
            String edited = next.substring(0, at) + changed + next.substring(at + 1);
            refused(site.get("/staging/records?limit=1&cursor=" + edited), "character " + at);
        }
        refused(site.get("/staging/records?limit=1&cursor=" + next.substring(16)), "without its seal");
    }

    @Test
    void every_list_is_read_to_its_end_by_its_own_cursors() {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            ids.add(site.promoted("Page " + n, "/p" + n));
        }
        site.save("staging", ids.getFirst(), 1, "Page 0", ApiSite.content("b"));
        for (String list : List.of(
                "/staging/records?limit=1",
                "/staging/records/" + ids.getFirst() + "/versions?limit=1",
                "/audit?limit=1",
                "/types?limit=1",
                "/roles?limit=1",
                "/live/content/page?limit=1",
                "/staging/content/page?version=working&limit=1")) {
            String next = nextOf(site, list);
            int pages = 1;
            while (!next.isEmpty()) {
                Answer page = site.get(
                        (pages % 2 == 0 ? list + "&" : list.replaceFirst("\\?.*", "?limit=1&")) + "cursor=" + next);
                assertThat(page.status())
                        .as(list + " " + page.response().body())
                        .isEqualTo(200);
                next = page.json().path("next").asString("");
                pages++;
                assertThat(pages).as(list).isLessThan(100);
            }
            assertThat(pages).as(list).isGreaterThan(1);
        }
    }
}
