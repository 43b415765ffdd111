package dev.sgen.admin.content;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.Permission;
import dev.sgen.publishing.DeletedRecord;
import dev.sgen.publishing.record.RecordReading;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Controller of the deleted records of an environment, which can be recovered (C-22). */
@Controller
class DeletedScreen {
    private static final int PAGE = 50;
    private static final int DEEPEST = 100_000;

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;

    DeletedScreen(Views views, PageShells pageShells, RecordReading recordReading) {
        this.views = views;
        this.pageShells = pageShells;
        this.recordReading = recordReading;
    }

    @GetMapping("/admin/sites/{site}/{env}/deleted")
    View deleted(AdminContext context, @RequestParam(defaultValue = "0") int from, HttpServletRequest request) {
        int offset = Math.clamp(from, 0, DEEPEST);
        List<DeletedRecord> found =
                recordReading.deleted(context.actor(), context.siteId(), context.environment(), offset, PAGE + 1);
        return views.show(
                "content/deleted",
                new DeletedPage(
                        pageShells.inside(request, context, "deleted"),
                        found.stream()
                                .limit(PAGE)
                                .map(each -> row(context, each))
                                .toList(),
                        context.may(Permission.RECOVER),
                        found.size() > PAGE ? "?from=" + (offset + PAGE) : null));
    }

    private static DeletedPage.Row row(AdminContext context, DeletedRecord each) {
        String record = context.base() + "/record/" + each.record();
        return new DeletedPage.Row(
                each.title(),
                each.type(),
                each.path(),
                each.version(),
                each.by(),
                each.at(),
                record + "/history",
                record + "/recover",
                context.base() + "/audit/" + each.entry());
    }
}
