package dev.sgen.admin.inbox;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Views;
import dev.sgen.forms.FilledField;
import dev.sgen.forms.Inbox;
import dev.sgen.forms.InboxQuery;
import dev.sgen.forms.Submission;
import dev.sgen.forms.SubmissionState;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Controller of the inbox: submissions of visitors, always of a single environment (ADMIN-16, FORM-4). */
@Controller
class InboxScreen {
    private static final int PAGE = 50;
    private static final int LONGEST_SAYING = 160;
    private static final Set<SubmissionState> USUAL = Set.of(SubmissionState.NEW, SubmissionState.READ);
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;?&]+@[^\\s@<>,;?&]+");

    private final Views views;
    private final PageShells pageShells;
    private final Inbox inbox;

    InboxScreen(Views views, PageShells pageShells, Inbox inbox) {
        this.views = views;
        this.pageShells = pageShells;
        this.inbox = inbox;
    }

    @GetMapping("/admin/sites/{site}/{env}/inbox")
    View list(
            AdminContext context,
            @RequestParam(defaultValue = "inbox") String view,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Inbox.Page page =
                inbox.list(context.actor(), context.siteId(), context.environment(), query(view, form, after));
        String base = context.base() + "/inbox";
        return views.show(
                "inbox/inbox",
                new InboxPage(
                        pageShells.inside(request, context, "inbox"),
                        tabs(context, base, view, form),
                        view,
                        inbox.forms(context.actor(), context.siteId(), context.environment()).stream()
                                .map(f -> new InboxPage.Choice(f.id().toString(), f.title() + " (" + f.count() + ")"))
                                .toList(),
                        form,
                        page.items().stream().map(s -> row(base, s)).toList(),
                        address(base + ".csv", view, form, null),
                        page.next() == null ? null : address(base, view, form, page.next())));
    }

    @GetMapping("/admin/sites/{site}/{env}/inbox.csv")
    void export(
            AdminContext context,
            @RequestParam(defaultValue = "inbox") String view,
            @RequestParam(defaultValue = "") String form,
            HttpServletResponse response)
            throws IOException {
        Inbox.Table table =
                inbox.csv(context.actor(), context.siteId(), context.environment(), query(view, form, null));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + context.site().key() + "-"
                        + context.environment().key() + "-inbox.csv\"");
        table.writeTo(response.getWriter());
    }

    @GetMapping("/admin/sites/{site}/{env}/inbox/{id}")
    View one(
            AdminContext context,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String ask,
            HttpServletRequest request) {
        Submission submission = inbox.require(context.actor(), context.siteId(), context.environment(), id(id));
        return views.show(
                "inbox/submission",
                new SubmissionPage(
                        pageShells.inside(request, context, "inbox"),
                        who(submission),
                        context.base() + "/inbox/" + submission.id(),
                        submission,
                        replyTo(submission),
                        verbs(submission.state()),
                        ask.equals("delete")));
    }

    @PostMapping("/admin/sites/{site}/{env}/inbox/{id}/state")
    View move(AdminContext context, @PathVariable String id, @RequestParam String state, HttpServletRequest request) {
        SubmissionState wanted = SubmissionState.ofKey(state).orElseThrow(() -> new Refused(new NotFound("state")));
        Submission before = inbox.require(context.actor(), context.siteId(), context.environment(), id(id));
        inbox.change(context.actor(), context.siteId(), context.environment(), before.id(), wanted);
        String here = context.base() + "/inbox/" + before.id();
        FlashMessages.next(
                request,
                FlashMessage.done(moved(before, wanted))
                        .undoneBy(here + "/state?state=" + before.state().key()));
        boolean away = wanted == SubmissionState.SPAM || wanted == SubmissionState.ARCHIVED;
        return new RedirectView(away ? context.base() + "/inbox" : here);
    }

    @PostMapping("/admin/sites/{site}/{env}/inbox/{id}/delete")
    View delete(AdminContext context, @PathVariable String id, HttpServletRequest request) {
        inbox.delete(context.actor(), context.siteId(), context.environment(), id(id));
        FlashMessages.next(
                request,
                FlashMessage.done("Deleted the submission from the inbox of "
                        + context.environment().key() + "."));
        return new RedirectView(context.base() + "/inbox");
    }

    private static String moved(Submission submission, SubmissionState to) {
        String who = "“" + who(submission) + "”";
        return switch (to) {
            case NEW ->
                submission.state() == SubmissionState.SPAM
                        ? who + " is no spam and back in the inbox."
                        : who + " counts as new again.";
            case READ -> who + " is marked as read.";
            case SPAM -> who + " is kept with the spam.";
            case ARCHIVED -> who + " is archived.";
        };
    }

    private static List<SubmissionPage.Verb> verbs(SubmissionState state) {
        var read = new SubmissionPage.Verb("read", "Mark as read");
        var spam = new SubmissionPage.Verb("spam", "Mark as spam");
        var archive = new SubmissionPage.Verb("archived", "Archive");
        return switch (state) {
            case NEW -> List.of(read, archive, spam);
            case READ -> List.of(new SubmissionPage.Verb("new", "Mark as new"), archive, spam);
            case SPAM -> List.of(new SubmissionPage.Verb("new", "Not spam"));
            case ARCHIVED -> List.of(new SubmissionPage.Verb("read", "Back to the inbox"));
        };
    }

    private List<RecordListPage.Tab> tabs(AdminContext context, String base, String view, String form) {
        Map<SubmissionState, Integer> counts =
                inbox.counts(context.actor(), context.siteId(), context.environment(), form(form));
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        tabs.add(new RecordListPage.Tab("Inbox", address(base, "inbox", form, null), view.equals("inbox"), null));
        for (SubmissionState state : SubmissionState.values()) {
            String key = state.key();
            String label = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
            tabs.add(new RecordListPage.Tab(
                    label, address(base, key, form, null), view.equals(key), counts.getOrDefault(state, 0)));
        }
        return tabs;
    }

    private static String address(String base, String view, String form, @Nullable UUID after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(base).queryParam("view", "{view}");
        if (!form.isEmpty()) {
            address.queryParam("form", "{form}");
        }
        if (after != null) {
            address.queryParam("after", after);
        }
        return address.encode()
                .buildAndExpand(Map.of("view", view, "form", form))
                .toUriString();
    }

    private static InboxQuery query(String view, String form, @Nullable String after) {
        Set<SubmissionState> states = SubmissionState.ofKey(view).map(Set::of).orElse(USUAL);
        return new InboxQuery(form(form), states, PAGE, after == null ? null : id(after));
    }

    private static @Nullable RecordId form(String id) {
        return id.isBlank() ? null : RecordId.parse(id);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw new Refused(new NotFound("submission"), noId);
        }
    }

    private static InboxPage.Row row(String base, Submission submission) {
        List<FilledField> fields = submission.fields();
        String says = fields.stream()
                .skip(1)
                .map(FilledField::text)
                .reduce((a, b) -> a + " · " + b)
                .orElse("");
        return new InboxPage.Row(
                base + "/" + submission.id(),
                who(submission),
                shortened(says),
                submission.formTitle(),
                submission.state().key(),
                submission.at());
    }

    /** A short title: the first line of the first answer, or the form's title. */
    private static String who(Submission submission) {
        String first = submission.fields().isEmpty()
                ? ""
                : submission.fields().getFirst().text();
        return shortened(first.lines().findFirst().orElse(submission.formTitle()));
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_SAYING) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(LONGEST_SAYING - 1));
        return text.substring(0, half ? LONGEST_SAYING - 1 : LONGEST_SAYING) + "…";
    }

    private static @Nullable String replyTo(Submission submission) {
        return submission.fields().stream()
                .map(FilledField::text)
                .filter(text -> EMAIL.matcher(text).matches())
                .findFirst()
                .orElse(null);
    }
}
