package dev.sgen.api;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.sgen.forms.FilledField;
import dev.sgen.forms.Inbox;
import dev.sgen.forms.InboxQuery;
import dev.sgen.forms.SpamReason;
import dev.sgen.forms.Submission;
import dev.sgen.forms.SubmissionState;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The inbox of one environment: what visitors sent by its forms. */
@RestController
@RequestMapping("/api/v1/sites/{site}/{env:staging|live|production}")
@Tag(name = "Submissions")
class SubmissionsController {
    private final Sites sites;
    private final Inbox inbox;

    SubmissionsController(Sites sites, Inbox inbox) {
        this.sites = sites;
        this.inbox = inbox;
    }

    record StateChange(@Nullable String state) {}

    /**
     * A submission as programs see it.
     *
     * @param fields the answers by field name: a text, or a list where several options could be taken
     * @param answers the same in the form's order, with the labels the visitor read
     * @param doubts why it was put aside as spam
     * @param leftOut names of sent fields that the form doesn't have
     */
    record SubmissionJson(
            String id,
            String environment,
            String form,
            String formTitle,
            int version,
            String at,
            String state,
            Map<String, Object> fields,
            List<FilledField> answers,
            List<String> doubts,
            List<String> leftOut,
            String userAgent) {
        static SubmissionJson of(Submission submission) {
            Map<String, Object> fields = new LinkedHashMap<>();
            submission.fields().forEach(f -> fields.put(f.name(), f.values().size() == 1 ? f.text() : f.values()));
            return new SubmissionJson(
                    submission.id().toString(),
                    submission.environment().key(),
                    submission.form().toString(),
                    submission.formTitle(),
                    submission.version(),
                    submission.at().toString(),
                    submission.state().key(),
                    fields,
                    submission.fields(),
                    submission.doubts().stream().map(SpamReason::key).toList(),
                    submission.leftOut(),
                    submission.userAgent());
        }
    }

    @GetMapping("/submissions")
    Paging.Page<SubmissionJson> list(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        InboxQuery query = query(form, state, Paging.limit(limit), cursor);
        Inbox.Page page = inbox.list(actor, sites.require(site).id(), Environment.parse(env), query);
        return new Paging.Page<>(
                page.items().stream().map(SubmissionJson::of).toList(),
                page.next() == null ? null : Paging.cursor(page.next().toString()));
    }

    @GetMapping("/submissions.csv")
    void csv(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable String state,
            HttpServletResponse response)
            throws IOException {
        Site found = sites.require(site);
        Environment environment = Environment.parse(env);
        Inbox.Table table = inbox.csv(actor, found.id(), environment, query(form, state, Paging.MAX_LIMIT, null));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + found.key() + "-" + environment.key() + "-submissions.csv\"");
        table.writeTo(response.getWriter());
    }

    @GetMapping("/submissions/{submission}")
    SubmissionJson one(
            Actor actor, @PathVariable String site, @PathVariable String env, @PathVariable String submission) {
        return SubmissionJson.of(
                inbox.require(actor, sites.require(site).id(), Environment.parse(env), RequiredFields.id(submission)));
    }

    @PatchMapping("/submissions/{submission}")
    SubmissionJson change(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String submission,
            @RequestBody StateChange change) {
        return SubmissionJson.of(inbox.change(
                actor,
                sites.require(site).id(),
                Environment.parse(env),
                RequiredFields.id(submission),
                state("/state", RequiredFields.required("/state", change.state()))));
    }

    @DeleteMapping("/submissions/{submission}")
    @ResponseStatus(NO_CONTENT)
    void delete(Actor actor, @PathVariable String site, @PathVariable String env, @PathVariable String submission) {
        inbox.delete(actor, sites.require(site).id(), Environment.parse(env), RequiredFields.id(submission));
    }

    private static InboxQuery query(@Nullable String form, @Nullable String state, int limit, @Nullable String cursor) {
        return new InboxQuery(
                form == null ? null : RecordId.parse(form),
                state == null ? Set.of() : Set.of(state("state", state)),
                limit,
                Paging.position(cursor).map(RequiredFields::id).orElse(null));
    }

    private static SubmissionState state(String field, String word) {
        return SubmissionState.ofKey(word)
                .orElseThrow(() -> new Refused(new BadRequest(
                        "The field " + field + " is one of " + String.join(", ", SubmissionState.keys()) + ".",
                        List.of(new FieldError(
                                field, "Use one of " + String.join(", ", SubmissionState.keys()) + ".")))));
    }
}
