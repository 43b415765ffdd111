package dev.sgen.theme;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A location's address, hours and ways to reach it. */
final class LocationView {
    private LocationView() {}

    /** The address as the lines of a letter; a plain text counts as its own lines. */
    static List<String> lines(JsonNode address) {
        List<String> out = new ArrayList<>();
        if (address.isString()) {
            address.stringValue().lines().filter(line -> !line.isBlank()).forEach(out::add);
            return out;
        }
        out.add(ContentFields.text(address, "street"));
        out.add((ContentFields.text(address, "postalCode") + " " + ContentFields.text(address, "locality")).strip());
        out.add(ContentFields.text(address, "region"));
        out.add(ContentFields.text(address, "country"));
        out.removeIf(String::isBlank);
        return out;
    }

    static void into(JsonNode location, Map<String, Object> out) {
        List<String> lines = lines(location.path("address"));
        out.put("address", lines);
        out.put("hours", hours(location.path("hours")));
        String phone = ContentFields.text(location, "phone");
        out.put("phone", phone);
        out.put("phoneUrl", phone.isEmpty() ? "" : "tel:" + phone.replaceAll("[^+0-9]", ""));
        out.put("email", ContentFields.text(location, "email"));
        out.put("mapUrl", map(location, lines));
    }

    private static List<Map<String, Object>> hours(JsonNode hours) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (JsonNode each : hours) {
            Map<String, Object> row = new HashMap<>();
            row.put("days", String.join(", ", ContentFields.texts(each, "days")));
            String opens = ContentFields.text(each, "opens");
            String closes = ContentFields.text(each, "closes");
            row.put("time", opens.isEmpty() ? "Closed" : closes.isEmpty() ? "From " + opens : opens + " – " + closes);
            out.add(row);
        }
        return out;
    }

    private static String map(JsonNode location, List<String> lines) {
        JsonNode point = location.path("coordinates");
        String latitude = ContentFields.text(point, "latitude");
        String longitude = ContentFields.text(point, "longitude");
        if (!latitude.isEmpty() && !longitude.isEmpty()) {
            return "https://www.openstreetmap.org/?mlat=" + encode(latitude) + "&mlon=" + encode(longitude) + "#map=16/"
                    + encode(latitude) + "/" + encode(longitude);
        }
        return lines.isEmpty() ? "" : "https://www.openstreetmap.org/search?query=" + encode(String.join(", ", lines));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
