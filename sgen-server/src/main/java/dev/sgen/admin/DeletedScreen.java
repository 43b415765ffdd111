package dev.sgen.admin;

import dev.sgen.member.Permission;
import dev.sgen.publishing.Deleted;
import dev.sgen.publishing.Reading;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What was deleted in an environment, and the way back (C-22). */
@Controller
class DeletedScreen {
    private static final int PAGE = 50;
    private static final int DEEPEST = 100_000;

    private final Views views;
    private final Frames frames;
    private final Reading reading;

    DeletedScreen(Views views, Frames frames, Reading reading) {
        this.views = views;
        this.frames = frames;
        this.reading = reading;
    }

    @GetMapping("/admin/sites/{site}/{env}/deleted")
    View deleted(Place place, @RequestParam(defaultValue = "0") int from, HttpServletRequest request) {
        int offset = Math.clamp(from, 0, DEEPEST);
        List<Deleted> found = reading.deleted(place.actor(), place.siteId(), place.environment(), offset, PAGE + 1);
        return views.show(
                "deleted",
                new DeletedPage(
                        frames.inside(request, place, "deleted"),
                        found.stream().limit(PAGE).map(each -> row(place, each)).toList(),
                        place.may(Permission.RECOVER),
                        found.size() > PAGE ? "?from=" + (offset + PAGE) : null));
    }

    private static DeletedPage.Row row(Place place, Deleted each) {
        String record = place.base() + "/record/" + each.record();
        return new DeletedPage.Row(
                each.title(),
                each.type(),
                each.path(),
                each.version(),
                each.by(),
                each.at(),
                record + "/history",
                record + "/recover",
                place.base() + "/audit/" + each.entry());
    }
}
