package dev.sgen.theme;

import dev.sgen.platform.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A made-up site with everything in it that is hard to lay out. */
final class Showcase {
    static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
    static final String LONG_TITLE =
            "On the quiet persistence of very long titles, which nobody plans, which every import"
                    + " brings, and which a page has to carry from the phone in a hand to the screen on a wall";

    private Showcase() {}

    static SiteFrame frame(boolean crowded, boolean staging) {
        return frame(new Themes(new dev.sgen.platform.work.BoundedWork()).of(null), crowded, staging);
    }

    static SiteFrame frame(Theme theme, boolean crowded, boolean staging) {
        List<SiteFrame.Item> items = new ArrayList<>(List.of(
                item("Journal", "/blog"),
                new SiteFrame.Item("Shop", "/products", List.of(item("New in", "/new"), item("On sale", "/sale"))),
                item("Events", "/events")));
        if (crowded) {
            for (String each :
                    "Visit us,Our makers,Materials,Care and repair,Wholesale,Gift cards,Press,Careers,Contact"
                            .split(",")) {
                items.add(item(each, "/" + each.toLowerCase().replace(' ', '-')));
            }
        }
        return new SiteFrame(
                theme,
                "Northwind & Daughters",
                "https://northwind.example",
                "en",
                ZoneId.of("Europe/Vienna"),
                staging,
                NOW,
                "Paper, ink and the patience for both since 1974.",
                "",
                null,
                items,
                List.of(item("Imprint", "/imprint"), item("Privacy", "/privacy"), item("Delivery", "/delivery")));
    }

    private static SiteFrame.Item item(String label, String url) {
        return new SiteFrame.Item(label, url, List.of());
    }

    static Asset picture(String name, int width, int height) {
        return new Asset(
                "/media/0123456789abcdef/" + name + ".png",
                name + ".png",
                "image/png",
                width,
                height,
                240_000,
                "A " + name + " picture",
                "",
                "");
    }

    static Lookups lookups() {
        Map<String, Asset> media = new HashMap<>();
        media.put("m-wide", picture("wide", 1600, 900));
        media.put("m-square", picture("square", 1200, 1200));
        media.put("m-tall", picture("tall", 500, 1800));
        media.put("m-blue", picture("blue", 1000, 1000));
        media.put(
                "m-pdf",
                new Asset("/media/ab/list.pdf", "price list.pdf", "application/pdf", 0, 0, 1_450_000, "", "", ""));
        Map<String, Entry> entries = new HashMap<>();
        entries.put("r-form", form());
        return new Lookups(
                media,
                entries,
                Map.of(
                        new Needs.Wanted("post", 3, "", "", false), posts().subList(0, 3),
                        new Needs.Wanted("product", 4, "", "", false),
                                products().subList(0, 4),
                        new Needs.Wanted("event", 3, "", "", false), events().subList(0, 3)));
    }

    static Entry entry(String type, String title, String path, String content) {
        return new Entry(
                "0198f0aa-0000-7000-8000-000000000001",
                type,
                title,
                path,
                List.of("paper", "slow craft"),
                Json.readObject(content),
                NOW,
                NOW);
    }

    static Entry kitchenSink() {
        ObjectNode content = Json.readObject(Samples.text("kitchen-sink.json"));
        return new Entry("k", "post", LONG_TITLE, "/blog/long", List.of("paper", "ink"), content, NOW, NOW);
    }

    static Entry form() {
        return entry("form", "Ask us", "/forms/ask", """
                {"submitLabel": "Send the question", "fields": [
                  {"name": "name", "label": "Name", "type": "text", "required": true},
                  {"name": "email", "label": "Email", "type": "email", "required": true, "help": "Only for the answer."},
                  {"name": "topic", "label": "Topic", "type": "select", "options": ["Delivery", "Repair"]},
                  {"name": "how", "label": "How do we reach you?", "type": "radio", "options": ["By mail", "By phone"]},
                  {"name": "text", "label": "Question", "type": "textarea", "required": true, "placeholder": "What would you like to know?"},
                  {"name": "ok", "label": "I agree that the answer is kept for a year.", "type": "consent", "required": true}]}""");
    }

    static List<Entry> posts() {
        List<Entry> out = new ArrayList<>();
        String[] titles = {
            "How paper remembers a fold", LONG_TITLE, "عن صبر الورق والحبر", "Short", "A week at the mill"
        };
        for (int i = 0; i < titles.length; i++) {
            String image = i % 2 == 0 ? "\"featuredImage\": \"m-wide\"," : "";
            out.add(entry(
                    "post",
                    titles[i],
                    "/blog/" + i,
                    "{" + image
                            + "\"author\": \"Ada Quill\", \"categories\": [\"Workshop notes\"], \"sticky\": " + (i == 0)
                            + ", \"excerpt\": \"Every sheet keeps the direction it was pulled in. We visited the mill to see where"
                            + " that begins, and stayed for the drying loft.\"}"));
        }
        return out;
    }

    static List<Entry> products() {
        List<Entry> out = new ArrayList<>();
        String[] titles = {
            "Ledger No. 4", "Folding bone", "A set of six very carefully bound pocket notebooks", "Ink, blue"
        };
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < titles.length; i++) {
                String image =
                        i == 1 ? "" : "\"images\": [\"" + (i == 2 ? "m-tall" : i == 3 ? "m-blue" : "m-square") + "\"],";
                String sale = i == 0 ? "\"salePrice\": \"24.00\"," : "";
                out.add(entry(
                        "product",
                        titles[i],
                        "/products/" + round + i,
                        "{" + image + sale + "\"price\": \"32.50\", \"currency\": \"EUR\"}"));
            }
        }
        return out;
    }

    static Entry product() {
        return entry("product", "Ledger No. 4, bound in linen", "/products/ledger", """
                {"price": "42.00", "salePrice": 34.5, "currency": "EUR", "sku": "LED-4", "stock": 3,
                 "excerpt": "Two hundred pages of cold-pressed paper, sewn by hand, that lie flat from the first one.",
                 "images": ["m-square", "m-blue", "m-tall", "m-wide"], "categories": ["Notebooks"],
                 "weight": "420 g", "dimensions": {"length": "21 cm", "width": "14.8 cm", "height": "2 cm"},
                 "attributes": [{"name": "Colour", "values": ["Ink", "Clay", "Moss"], "variation": true},
                                {"name": "Ruling", "values": ["Plain", "Lined"], "variation": true},
                                {"name": "Paper", "values": ["120 g/m² cotton"], "visible": true}],
                 "variants": [
                  {"sku": "LED-4-IP", "price": "42.00", "salePrice": "34.50", "stock": 3, "attributes": {"Colour": "Ink", "Ruling": "Plain"}},
                  {"sku": "LED-4-CL", "price": "42.00", "salePrice": "34.50", "stock": 40, "attributes": {"Colour": "Clay", "Ruling": "Lined"}},
                  {"sku": "LED-4-MP", "price": "44.00", "stock": 0, "attributes": {"Colour": "Moss", "Ruling": "Plain"}}],
                 "body": [{"type": "heading", "level": 2, "text": "How it is made"},
                          {"type": "paragraph", "text": "The block is sewn on tapes and rounded before the linen goes on. That takes three days, most of them waiting."},
                          {"type": "list", "style": "bullet", "items": [{"text": "Opens flat"}, {"text": "Takes fountain pen ink without feathering"}]}]}""");
    }

    static List<Entry> events() {
        return List.of(event(), past(), event(), event());
    }

    static Entry event() {
        return entry("event", "An evening of marbling with Ottilie Brandt", "/events/marbling", """
                {"start": "2026-04-18T19:30:00+02:00", "end": "2026-04-18T22:00:00+02:00", "timeZone": "Europe/Vienna",
                 "place": "The old paper mill", "address": {"street": "Mühlgasse 4", "postalCode": "3100", "locality": "St. Pölten", "country": "Austria"},
                 "ticketUrl": "https://tickets.example/1", "price": "18", "currency": "EUR", "organiser": "Northwind & Daughters",
                 "excerpt": "Colour on water, paper on colour. Bring an apron and an hour more than you planned.", "featuredImage": "m-wide",
                 "body": [{"type": "paragraph", "text": "Ottilie has marbled papers for bookbinders for thirty years. She shows the two patterns that everything else is made from, and then you try them."},
                          {"type": "heading", "level": 2, "text": "What to bring"},
                          {"type": "list", "style": "bullet", "items": [{"text": "An apron"}, {"text": "Patience"}]}]}""");
    }

    static Entry past() {
        return entry(
                "event", "Open day at the bindery", "/events/open", """
                {"start": "2026-01-10", "place": "Bindery"}""".replace("2026-01-10", "2026-01-10T10:00:00Z"));
    }

    static Entry location() {
        return entry("location", "Northwind in Vienna", "/locations/vienna", """
                {"address": {"street": "Lindengasse 22", "postalCode": "1070", "locality": "Wien", "country": "Austria"},
                 "coordinates": {"latitude": 48.2, "longitude": 16.35}, "phone": "+43 1 555 01 23", "email": "vienna@northwind.example",
                 "featuredImage": "m-wide",
                 "hours": [{"days": "Monday to Friday", "opens": "10:00", "closes": "18:30"}, {"days": ["Saturday"], "opens": "10:00", "closes": "16:00"}, {"days": "Sunday"}],
                 "body": [{"type": "paragraph", "text": "The shop is in the courtyard, past the bicycle repair."}]}""");
    }

    static Entry home() {
        return entry("page", "Paper that outlives what is written on it", "/", """
                {"home": true, "excerpt": "Notebooks, ledgers and writing paper, made slowly in St. Pölten.", "featuredImage": "m-wide",
                 "body": [{"type": "paragraph", "text": "We make forty books a week. Each of them opens flat."},
                  {"type": "button", "text": "See the shop", "link": "/products"},
                  {"type": "heading", "level": 2, "text": "From the shop"}, {"type": "productGrid", "limit": 4},
                  {"type": "heading", "level": 2, "text": "Coming up"}, {"type": "eventList", "limit": 3},
                  {"type": "heading", "level": 2, "text": "From the journal"}, {"type": "postList", "limit": 3}]}""");
    }
}
