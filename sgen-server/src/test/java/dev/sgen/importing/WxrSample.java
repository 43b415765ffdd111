package dev.sgen.importing;

/** A small export in our own words, with every state and the usual traps. */
final class WxrSample {
    private WxrSample() {}

    private static String item(int id, String type, String status, String title, String link, String more) {
        return """
                <item><title>%s</title><link>%s</link><dc:creator>ann</dc:creator>
                <wp:post_id>%d</wp:post_id><wp:post_date_gmt>2020-01-02 10:00:00</wp:post_date_gmt>
                <wp:post_type>%s</wp:post_type><wp:status>%s</wp:status>%s</item>
                """.formatted(title, link, id, type, status, more);
    }

    private static String meta(String key, String value) {
        return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value
                + "]]></wp:meta_value></wp:postmeta>";
    }

    private static String body(String html) {
        return "<content:encoded><![CDATA[" + html + "]]></content:encoded>";
    }

    private static String comment(int id, String approved, String text) {
        return "<wp:comment><wp:comment_id>" + id
                + "</wp:comment_id><wp:comment_author>Bo</wp:comment_author><wp:comment_date_gmt>2020-01-03 10:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA["
                + text + "]]></wp:comment_content><wp:comment_approved>" + approved
                + "</wp:comment_approved></wp:comment>";
    }

    private static String entry(int id, String title, String parent, String more) {
        return item(
                id,
                "nav_menu_item",
                "publish",
                title,
                "",
                "<category domain=\"nav_menu\" nicename=\"main\">Main</category>"
                        + meta("_menu_item_menu_item_parent", parent) + more);
    }

    static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
            <title>Old</title><link>https://old.example</link><wp:base_blog_url>https://old.example</wp:base_blog_url>
            <wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann B.</wp:author_display_name></wp:author>
            """
            + item(
                    1,
                    "page",
                    "publish",
                    "About",
                    "https://old.example/about/",
                    body("<p>See <a href=\"https://old.example/?p=3\">hello</a>.</p><script>evil()</script>"))
            + item(
                    2,
                    "page",
                    "publish",
                    "Team",
                    "https://old.example/about/team/",
                    "<wp:post_parent>1</wp:post_parent>" + body("Team text"))
            + item(
                    3,
                    "post",
                    "publish",
                    "Hello",
                    "https://old.example/2020/01/hello/",
                    body("Say hello\n\n<img class=\"wp-image-9\" src=\"http://127.0.0.1:9/pic-300x200.png\" alt=\"P\">")
                            + comment(1, "1", "First <3")
                            + comment(2, "0", "Waiting")
                            + comment(3, "spam", "Buy"))
            + item(4, "post", "private", "Secret", "https://old.example/secret/", body("s"))
            + item(
                    5,
                    "post",
                    "publish",
                    "Locked",
                    "https://old.example/locked/",
                    "<wp:post_password>x</wp:post_password>" + body("l"))
            + item(6, "post", "pending", "Waiting", "https://old.example/waiting/", body("w"))
            + item(7, "post", "future", "Later", "https://old.example/later/", body("l"))
                    .replace("2020-01-02", "2099-01-02")
            + item(8, "page", "trash", "Binned", "https://old.example/binned/", body("b"))
            + item(
                    9,
                    "attachment",
                    "inherit",
                    "Pic",
                    "https://old.example/pic/",
                    "<wp:attachment_url>http://127.0.0.1:9/pic.png</wp:attachment_url>"
                            + meta("_wp_attachment_image_alt", "A pic"))
            + entry(20, "", "0", meta("_menu_item_type", "post_type") + meta("_menu_item_object_id", "1"))
            + entry(
                    21,
                    "Away",
                    "20",
                    meta("_menu_item_type", "custom") + meta("_menu_item_url", "https://elsewhere.example/"))
            + "</channel></rss>";
}
