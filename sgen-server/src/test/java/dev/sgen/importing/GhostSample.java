package dev.sgen.importing;

import dev.sgen.platform.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A small Ghost export in our own words: HTML, Lexical and Mobiledoc, every visibility and state. */
final class GhostSample {
    private GhostSample() {}

    private static ObjectNode post(
            ArrayNode posts, String id, String title, String slug, String status, String visibility) {
        return posts.addObject()
                .put("id", id)
                .put("uuid", "u-" + id)
                .put("title", title)
                .put("slug", slug)
                .put("type", "post")
                .put("status", status)
                .put("visibility", visibility)
                .put("published_at", "2021-03-04T05:06:07.000Z");
    }

    static final String JSON = json();

    private static String json() {
        ObjectNode data = Json.object();
        ArrayNode posts = data.putArray("posts");
        post(posts, "1", "Welcome", "welcome", "published", "public")
                .put(
                        "html",
                        "<!--kg-card-begin: html--><p>See <a href=\"__GHOST_URL__/lexical/#part\">this</a></p>\n<script>alert(1)</script><!--kg-card-end: html-->"
                                + "<figure class=\"kg-card kg-gallery-card\"><img src=\"__GHOST_URL__/content/images/a.png\"><img src=\"http://127.0.0.1:9/b.png\" onerror=\"x()\"></figure>")
                .put("feature_image", "__GHOST_URL__/content/images/lead.png")
                .put("codeinjection_head", "<script>alert(1)</script>");
        post(posts, "2", "Lexical", "lexical", "published", "public").put("lexical", """
                {"root":{"children":[{"type":"paragraph","children":[{"type":"extended-text","text":"Bold","format":1},
                {"type":"text","text":" <b>plain</b>","format":0},{"type":"link","url":"javascript:alert(1)","children":[{"type":"text","text":"x","format":2}]}]},
                {"type":"callout","calloutText":"A callout","calloutEmoji":"!"},{"type":"codeblock","code":"let x = 1;","language":"js"},
                {"type":"image","src":"__GHOST_URL__/content/images/c.png","alt":"C","caption":"<i>cap</i>"},
                {"type":"list","listType":"number","children":[{"type":"listitem","children":[{"type":"text","text":"n","format":0}]}]},
                {"type":"html","html":"<div onclick='x()'>raw</div><script>alert(1)</script>"},{"type":"signup"},{"type":"embed","url":"https://youtu.be/a"}]}}""");
        post(posts, "3", "Mobiledoc", "old-mobiledoc", "published", "public").put("mobiledoc", """
                {"version":"0.3.1","markups":[["em"],["a",["href","__GHOST_URL__/welcome/"]]],"atoms":[],"cards":[["image",{"src":"http://127.0.0.1:9/m.png"}],["html",{"html":"<b>x</b>"}],["email-cta",{}]],
                "sections":[[1,"p",[[0,[0],1,"old"],[0,[],0," words "],[0,[1],1,"link"]]],[3,"ul",[[[0,[],0,"item"]]]],[10,0],[10,1],[10,2],[10,9],[99]]}""");
        post(posts, "4", "For members", "members", "published", "members").put("html", "<p>secret members</p>");
        post(posts, "5", "For money", "paid", "published", "paid").put("html", "<p>secret paid</p>");
        post(posts, "6", "Draft", "draft", "draft", "public").put("html", "<p>d</p>");
        post(posts, "7", "Later", "later", "scheduled", "public").put("published_at", "2099-01-01T00:00:00.000Z");
        post(posts, "8", "Mail", "mail", "sent", "public");
        post(posts, "9", "About", "about", "published", "public")
                .put("type", "page")
                .put("html", "<h2>About</h2>");
        post(posts, "10", "", "", "published", "tiers");
        data.putArray("tags").addObject().put("id", "t1").put("name", "News").put("slug", "news");
        data.putArray("users")
                .addObject()
                .put("id", "a1")
                .put("name", "Ann Author")
                .put("email", "ann@example.org");
        data.putArray("posts_tags")
                .addObject()
                .put("post_id", "1")
                .put("tag_id", "t1")
                .put("sort_order", 0);
        data.putArray("posts_authors")
                .addObject()
                .put("post_id", "1")
                .put("author_id", "a1")
                .put("sort_order", 0);
        data.putArray("posts_meta")
                .addObject()
                .put("post_id", "1")
                .put("meta_title", "Meta")
                .put("feature_image_alt", "Lead");
        data.putArray("members").addObject().put("email", "m@example.org");
        ArrayNode settings = data.putArray("settings");
        settings.addObject().put("key", "title").put("value", "Ghostly");
        settings.addObject().put("key", "description").put("value", "Words about <b>ghosts</b>");
        settings.addObject()
                .put("key", "navigation")
                .put(
                        "value",
                        "[{\"label\":\"About\",\"url\":\"/about/\"},{\"label\":\"Bad\",\"url\":\"javascript:alert(1)\"}]");
        ObjectNode whole = Json.object();
        ObjectNode one = whole.putArray("db").addObject();
        one.putObject("meta").put("exported_on", 1_700_000_000_000L).put("version", "5.80.0");
        one.set("data", data);
        return Json.write(whole);
    }
}
