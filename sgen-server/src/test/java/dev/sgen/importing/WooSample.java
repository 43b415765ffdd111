package dev.sgen.importing;

/** A shop's part of a WordPress export. */
final class WooSample {
    private WooSample() {}

    private static String meta(String key, String value) {
        return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value
                + "]]></wp:meta_value></wp:postmeta>";
    }

    private static String item(int id, String type, String title, String link, String more) {
        return "<item><title>" + title + "</title><link>" + link + "</link><wp:post_id>" + id
                + "</wp:post_id><wp:post_type>"
                + type + "</wp:post_type><wp:status>" + (type.equals("attachment") ? "inherit" : "publish")
                + "</wp:status>"
                + more + "</item>\n";
    }

    static final String XML = "<?xml version=\"1.0\"?><rss><channel><link>https://shop.example</link>"
            + item(1, "attachment", "Front", "", "<wp:attachment_url>http://127.0.0.1:9/front.png</wp:attachment_url>")
            + item(2, "attachment", "Back", "", "<wp:attachment_url>http://127.0.0.1:9/back.png</wp:attachment_url>")
            + item(
                    10,
                    "product",
                    "Mug",
                    "https://shop.example/product/mug/",
                    "<content:encoded><![CDATA[A mug]]></content:encoded>"
                            + "<category domain=\"product_type\" nicename=\"variable\">variable</category>"
                            + "<category domain=\"product_cat\" nicename=\"kitchen\">Kitchen</category>"
                            + "<category domain=\"product_tag\" nicename=\"cup\">cup</category>"
                            + "<category domain=\"pa_colour\" nicename=\"red\">Red</category>"
                            + "<category domain=\"pa_colour\" nicename=\"sky-blue\">Sky blue</category>"
                            + meta("_regular_price", "15.00") + meta("_sale_price", "12.50") + meta("_price", "12.50")
                            + meta("_sku", "MUG") + meta("_stock", "7") + meta("_manage_stock", "yes")
                            + meta("_stock_status", "instock") + meta("_thumbnail_id", "1")
                            + meta("_product_image_gallery", "2")
                            + meta(
                                    "_product_attributes",
                                    "a:1:{s:9:\"pa_colour\";a:6:{s:4:\"name\";s:9:\"pa_colour\";s:5:\"value\";s:0:\"\";s:8:\"position\";i:0;s:10:\"is_visible\";i:1;s:12:\"is_variation\";i:1;s:11:\"is_taxonomy\";i:1;}}"))
            + item(
                    11,
                    "product_variation",
                    "Mug - Red",
                    "",
                    "<wp:post_parent>10</wp:post_parent>" + meta("_regular_price", "15") + meta("_sku", "MUG-R")
                            + meta("attribute_pa_colour", "red"))
            + item(
                    12,
                    "product_variation",
                    "Mug - Blue",
                    "",
                    "<wp:post_parent>10</wp:post_parent><wp:menu_order>1</wp:menu_order>" + meta("_regular_price", "16")
                            + meta("_sku", "MUG-B") + meta("attribute_pa_colour", "sky-blue")
                            + meta("_thumbnail_id", "2"))
            + item(
                    13,
                    "product",
                    "Set",
                    "https://shop.example/product/set/",
                    "<category domain=\"product_type\" nicename=\"grouped\">grouped</category>"
                            + meta("_children", "a:2:{i:0;i:10;i:1;i:99;}"))
            + "</channel></rss>";
}
