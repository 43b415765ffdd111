package dev.sgen.theme;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** When an event takes place, said in the event's own time zone. */
record When(Frame frame, JsonNode event) {
    private ZoneId zone() {
        String own = Fields.text(event, "timeZone");
        try {
            return own.isEmpty() ? frame.zone() : ZoneId.of(own);
        } catch (DateTimeException unknown) {
            return frame.zone();
        }
    }

    @Nullable
    Instant start() {
        return Fields.moment(event, "start");
    }

    @Nullable
    Instant end() {
        return Fields.moment(event, "end");
    }

    /** Adds {@code day month weekday year when time zone past …} for templates; nothing where there is no start. */
    void into(Map<String, Object> out) {
        out.put("place", Fields.text(event, "place"));
        Instant start = start();
        if (start == null) {
            return;
        }
        Wording wording = Wording.of(frame);
        ZonedDateTime from = start.atZone(zone());
        Instant end = end();
        ZonedDateTime to = end == null ? null : end.atZone(zone());
        boolean allDay = Fields.yes(event, "allDay");
        out.put("dated", true);
        out.put("start", start.toString());
        out.put("day", wording.day(from));
        out.put("month", wording.month(from));
        out.put("weekday", wording.weekday(from));
        out.put("year", Integer.toString(from.getYear()));
        out.put("allDay", allDay);
        out.put("past", (end == null ? start.plusSeconds(6 * 3600) : end).isBefore(frame.now()));
        boolean days = to != null && !to.toLocalDate().equals(from.toLocalDate());
        out.put("date", wording.longDate(from) + (to != null && days ? " – " + wording.longDate(to) : ""));
        if (!allDay) {
            String until = to != null && to.isBefore(from.plusHours(20)) ? " – " + wording.time(to) : "";
            out.put("time", wording.time(from) + until);
            out.put("zone", wording.zoneName(from));
            out.put("zoneId", zone().getId());
        }
    }
}
