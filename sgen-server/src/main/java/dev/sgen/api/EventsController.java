package dev.sgen.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.audit.AuditEntry;
import dev.sgen.member.OpenSessions;
import dev.sgen.notification.SiteEvent;
import dev.sgen.notification.SiteEventListener;
import dev.sgen.notification.SiteEvents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens on a site, as server-sent events. */
@RestController
@RequestMapping(Routes.SITE + "/events")
@Tag(name = "Notifications")
class EventsController {
    /** Then the client comes back, and has to show again who it is. */
    private static final int MOST_SECONDS = 300;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /**
     * Shorter than the silence after which anything between here and the client hangs up; and who has hung up is
     * noticed when they are spoken to.
     */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final long COME_BACK_MILLIS = 2_000;

    private final Sites sites;
    private final SiteEvents siteEvents;

    EventsController(Sites sites, SiteEvents siteEvents) {
        this.sites = sites;
        this.siteEvents = siteEvents;
    }

    /**
     * An operation that was committed; the event's id is its number.
     *
     * @param entry id of its audit entry, for those who may read the trail
     * @param count how many records it is about
     * @param records the first hundred of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeJson(
            String at,
            String operation,
            @Nullable String environment,
            @Nullable String targetEnvironment,
            boolean visibility,
            @Nullable String entry,
            int count,
            List<AuditEntry.Named> records) {
        static ChangeJson of(SiteEvent.Change c) {
            return new ChangeJson(
                    c.at(),
                    c.operation(),
                    c.environment(),
                    c.targetEnvironment(),
                    c.visibility(),
                    c.entry(),
                    c.count(),
                    c.records());
        }
    }

    /**
     * How far an operation over many records is.
     *
     * @param mine whether the caller began it
     * @param doing {@code writing}, {@code showing}, {@code recording} or {@code importing}; absent when it is over
     * @param done of so many steps ({@code of}) these are behind it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressJson(
            String id,
            String operation,
            @Nullable String environment,
            boolean mine,
            int records,
            @Nullable String doing,
            int done,
            int of,
            boolean over) {
        static ProgressJson of(SiteEvent.Progress p) {
            return new ProgressJson(
                    p.id().toString(),
                    p.operation().code(),
                    p.environment().map(Environment::key).orElse(null),
                    p.mine(),
                    p.records(),
                    p.doing().map(OperationProgress.Doing::key).orElse(null),
                    p.done(),
                    p.steps(),
                    p.doing().isEmpty());
        }
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Listen to what happens on a site, as server-sent events",
            description =
                    "`change` tells of an operation that was committed, `progress` of one over many records that goes"
                            + " on. A client that comes back with `Last-Event-ID` (or `after`) hears every change since. The"
                            + " stream ends after `seconds`, at most 300.")
    ResponseEntity<SseEmitter> listen(
            Actor actor,
            HttpServletRequest request,
            HttpMethod method,
            @PathVariable String site,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String seconds) {
        Long wanted = number("seconds", seconds, 1, MOST_SECONDS);
        long span = wanted == null ? MOST_SECONDS : wanted;
        Long from = number("after", after == null ? last : after, 0, Long.MAX_VALUE);
        SiteEventListener siteEventListener = siteEvents.listen(
                actor, OpenSessions.of(request), sites.require(site).id(), from);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                // Proxies that gather an answer before they pass it on are asked not to.
                .header("X-Accel-Buffering", "no");
        if (method == HttpMethod.HEAD) {
            siteEventListener.close();
            return answer.build();
        }
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofVirtual()
                .name("sgen-events")
                .start(() -> write(
                        siteEventListener,
                        emitter,
                        System.nanoTime() + Duration.ofSeconds(span).toNanos()));
        return answer.body(emitter);
    }

    private static void write(SiteEventListener siteEventListener, SseEmitter emitter, long end) {
        try (siteEventListener) {
            emitter.send(SseEmitter.event().comment("listening").reconnectTime(COME_BACK_MILLIS));
            long spoken = System.nanoTime();
            while (!siteEventListener.over() && System.nanoTime() < end) {
                SiteEventListener.News news = siteEventListener.look();
                for (SiteEvent siteEvent : news.events()) {
                    emitter.send(event(siteEvent));
                }
                if (!news.events().isEmpty()) {
                    spoken = System.nanoTime();
                } else if (System.nanoTime() - spoken > SILENCE.toNanos()) {
                    emitter.send(SseEmitter.event().comment("still here"));
                    spoken = System.nanoTime();
                }
                if (!news.more()) {
                    Thread.sleep(BETWEEN_LOOKS);
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // The client has hung up; the container has heard of it already.
            emitter.complete();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (RuntimeException refused) {
            // They may not listen any more, or the database is away: the client comes back and is told which.
            emitter.complete();
        }
    }

    private static SseEmitter.SseEventBuilder event(SiteEvent siteEvent) {
        return switch (siteEvent) {
            case SiteEvent.Change change ->
                SseEmitter.event()
                        .id(Long.toString(change.number()))
                        .name("change")
                        .data(Json.write(ChangeJson.of(change)), MediaType.TEXT_PLAIN);
            case SiteEvent.Progress progress ->
                SseEmitter.event().name("progress").data(Json.write(ProgressJson.of(progress)), MediaType.TEXT_PLAIN);
        };
    }

    private static @Nullable Long number(String name, @Nullable String text, long least, long most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new Refused(new BadRequest("The parameter " + name + " is a whole number"
                + (most == MOST_SECONDS ? " from " + least + " to " + most : "") + "."));
    }
}
