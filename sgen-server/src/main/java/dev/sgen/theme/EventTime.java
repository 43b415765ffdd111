package dev.sgen.theme;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** When an event takes place, said in the event's own time zone. */
record EventTime(SiteFrame frame, JsonNode event) {
    private ZoneId zone() {
        String own = ContentFields.text(event, "timeZone");
        try {
            return own.isEmpty() ? frame.zone() : ZoneId.of(own);
        } catch (DateTimeException unknown) {
            return frame.zone();
        }
    }

    @Nullable
    Instant start() {
        return ContentFields.moment(event, "start");
    }

    @Nullable
    Instant end() {
        return ContentFields.moment(event, "end");
    }

    /** Adds {@code day month weekday year when time zone past …} for templates; nothing where there is no start. */
    void into(Map<String, Object> out) {
        out.put("place", ContentFields.text(event, "place"));
        Instant start = start();
        if (start == null) {
            return;
        }
        ThemeMessages themeMessages = ThemeMessages.of(frame);
        ZonedDateTime from = start.atZone(zone());
        Instant end = end();
        ZonedDateTime to = end == null ? null : end.atZone(zone());
        boolean allDay = ContentFields.yes(event, "allDay");
        out.put("dated", true);
        out.put("start", start.toString());
        out.put("day", themeMessages.day(from));
        out.put("month", themeMessages.month(from));
        out.put("weekday", themeMessages.weekday(from));
        out.put("year", Integer.toString(from.getYear()));
        out.put("allDay", allDay);
        out.put("past", (end == null ? start.plusSeconds(6 * 3600) : end).isBefore(frame.now()));
        boolean days = to != null && !to.toLocalDate().equals(from.toLocalDate());
        out.put("date", themeMessages.longDate(from) + (to != null && days ? " – " + themeMessages.longDate(to) : ""));
        if (!allDay) {
            String until = to != null && to.isBefore(from.plusHours(20)) ? " – " + themeMessages.time(to) : "";
            out.put("time", themeMessages.time(from) + until);
            out.put("zone", themeMessages.zoneName(from));
            out.put("zoneId", zone().getId());
        }
    }
}
