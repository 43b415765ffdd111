package dev.sgen.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Product lists as shops and spreadsheets write them. */
final class CsvSamples {
    private CsvSamples() {}

    /**
     * @param rows lines of the report that aren't pictures
     * @param skipped of them not brought in
     * @param published products visitors see
     */
    record List(String name, String text, Charset charset, int rows, int skipped, int published) {
        byte[] bytes() {
            return text.getBytes(charset);
        }
    }

    static final java.util.List<List> ALL = java.util.List.of(
            new List(
                    "shopify",
                    "\uFEFFHandle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,SEO Title,Status\r\n"
                            + "tee,Tee,\"<p onclick=\"\"x()\"\">Soft\nand warm</p><script>alert(1)</script>\",Acme,Shirts,\"summer, cotton\",TRUE,Size,S,Colour,Red,TEE-S,shopify,3,10.00,15.00,http://127.0.0.1:9/a.png,1,Front,Best tee,active\r\n"
                            + "tee,,,,,,,,M,,Red,TEE-M,shopify,0,10.00,,http://127.0.0.1:9/b,c.png,2,,,\r\n"
                                    .replace("b,c", "bc")
                            + "tee,,,,,,,,L,,\"Deep, dark blue\",TEE-S,shopify,1,11.00,,,,,,\r\n"
                            + "tee,,,,,,,,,,,,,,,,http://127.0.0.1:9/d.png,3,Side,,\r\n"
                            + "card,Gift card,Words,Acme,,,TRUE,Title,Default Title,,,GC,,,25.00,,,,,,active\r\n"
                            + "old,Old thing,Words,Acme,,,FALSE,Title,Default Title,,,OLD,,,5,,,,,,archived\r\n",
                    StandardCharsets.UTF_8,
                    7,
                    0,
                    2),
            new List(
                    "squarespace",
                    "Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,Description,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Weight,Length,Width,Height,Visible,Hosted Image URLs\n"
                            + "p1,v1,PHYSICAL,shop,bowl,Bowl,<p>Round</p>,B1,Size,Small,20.00,18.00,Yes,5,/bowls,clay,0.5,1,2,3,Yes,http://127.0.0.1:9/x.png http://127.0.0.1:9/y.png\n"
                            + ",v2,PHYSICAL,,,,,B2,,Large,30.00,0.00,No,Unlimited,,,1,1,2,3,,\n"
                            + "p2,v3,PHYSICAL,shop,cup,Cup,,C1,,,9.00,0.00,No,2,,,,,,,No,\n",
                    StandardCharsets.UTF_8,
                    4,
                    0,
                    1),
            new List(
                    "by hand, German, Latin-1, semicolons",
                    "sep=;\r\nSKU;Title;Price;Description;Category;Image;Active;;Farbe\r\n"
                            + "1;Käse \"alt\";\"1.234,50\";<b>Gut</b>;Küche;;ja;x;rot\r\n"
                            + "1;Butter;2,5;;;;x;;\r\n"
                            + "1;Butter;2,5;;;;x;;\r\n"
                            + ";Namenlos & mehr;abc;\"Zeile\r\nzwei\";;;nein;;;zu viel\r\n"
                            + "9;;1;;;;;;\r\n",
                    Charset.forName("windows-1252"),
                    5,
                    2,
                    2),
            new List("tabs, few columns", "name\tprice\nOne\t$1,299.00\nTwo\tfree\n", StandardCharsets.UTF_16, 2, 0, 0),
            new List(
                    "woocommerce with repeated numbers",
                    "ID,Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)\n"
                            + "1,variable,A,Shirt,1,,,Size,\"S, M\"\n"
                            + "2,variation,A,Shirt S,1,10,id:1,Size,S\n"
                            + "3,variation,A,Shirt M,1,10,id:1,Size,M\n"
                            + "4,variation,,Lost,1,10,,Size,M\n"
                            + "5,simple,,Plain,1,<script>alert(1)</script>,,,\n",
                    StandardCharsets.UTF_8,
                    5,
                    1,
                    2));
}
