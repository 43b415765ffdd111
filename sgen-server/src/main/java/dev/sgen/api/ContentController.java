package dev.sgen.api;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.RequestKind;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.RecordDetails;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Content for programs that show it themselves. What live publishes is open to everybody, without the
 * fields that are the site's own business; all else needs somebody who may read it.
 */
@RestController
@RequestMapping(Routes.IN + "/content/{type}")
@Tag(name = "Content")
class ContentController {
    private static final int DEEPEST = 100_000;

    private final Sites sites;
    private final ContentTypes types;
    private final PublicReading publics;
    private final RecordReading recordReading;

    ContentController(Sites sites, ContentTypes types, PublicReading publics, RecordReading recordReading) {
        this.sites = sites;
        this.types = types;
        this.publics = publics;
        this.recordReading = recordReading;
    }

    /**
     * A record as it is shown.
     *
     * @param state of the working version's record; null for what is published
     */
    @Schema(name = "ContentItem")
    record Item(
            String id,
            String type,
            int version,
            String title,
            @Nullable String path,
            List<String> tags,
            ObjectNode content,
            @Nullable Instant listedAt,
            @Nullable Instant publishedAt,
            @Nullable String state) {}

    /** A page of records; {@code total} counts all that match, null for working versions. */
    @Schema(name = "ContentItems")
    record Items(
            List<Item> items,
            @Nullable String next,
            @Nullable Integer total) {}

    /** Who looks at what. */
    private record Look(
            SiteId site,
            Environment environment,
            ContentType type,
            @Nullable Actor actor,
            boolean insider) {
        Item shown(PublicRecord r) {
            return new Item(
                    r.id().toString(),
                    r.type(),
                    r.version(),
                    r.title(),
                    r.path(),
                    r.tags(),
                    insider ? r.stored() : r.content(),
                    insider ? r.listedAt() : r.statedAt(),
                    r.publishedAt(),
                    null);
        }
    }

    @GetMapping
    @Operation(
            summary = "List published content of a type",
            description = "Newest first unless `sort` says oldest or title. With a token and `version=working` the"
                    + " working versions, drafts among them; with a token and `at` what was, or will be, published at"
                    + " that moment.")
    ResponseEntity<Items> list(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String type,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Look look = look(request, site, env, type);
        int size = Paging.limit(limit);
        Instant moment = QueryParameters.moment(at, "at");
        if (working(version)) {
            present(moment);
            if (category != null || sort != null) {
                throw QueryParameters.bad(
                        "version", "Working versions can be filtered by tag only, and come newest first.");
            }
            return fresh(working(look, tag, size, cursor));
        }
        int offset = Paging.position(cursor).map(ContentController::offset).orElse(0);
        PublicView.Order order = Objects.requireNonNullElse(
                QueryParameters.word(
                        sort, "sort", PublicView.Order.values(), o -> o.name().toLowerCase(Locale.ROOT)),
                PublicView.Order.NEWEST);
        PublicView.Filter filter = new PublicView.Filter(look.type().key(), tag, category, null, order);
        return answer(response, look, moment, view -> {
            List<PublicRecord> found = view.list(filter, offset, size + 1);
            boolean more = found.size() > size && offset + size <= DEEPEST;
            return new Items(
                    found.stream().limit(size).map(look::shown).toList(),
                    more ? Paging.cursor(String.valueOf(offset + size)) : null,
                    view.count(filter));
        });
    }

    @GetMapping("/{*path}")
    @Operation(
            summary = "Read published content by its path",
            description = "With `version=working` and a token the working version; with `at` and a token what was, or"
                    + " will be, published at that moment.")
    ResponseEntity<Item> get(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String type,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable String at) {
        Look look = look(request, site, env, type);
        Instant moment = QueryParameters.moment(at, "at");
        if (working(version)) {
            present(moment);
            RecordDetails recordDetails = recordReading.byPath(
                    signedIn(look), look.site(), look.environment(), look.type().key(), path);
            return fresh(item(recordDetails));
        }
        return answer(
                response,
                look,
                moment,
                view -> view.byPath(path)
                        .filter(found -> found.type().equals(look.type().key()))
                        .map(look::shown)
                        .orElseThrow(() -> new Refused(new NotFound("content"))));
    }

    private Look look(HttpServletRequest request, String site, String env, String type) {
        SiteId id = sites.require(site).id();
        Environment environment = Environment.parse(env);
        Actor actor = RequestKind.actor(request);
        boolean insider = publics.insider(actor, id, environment);
        if (!insider && environment != Environment.LIVE) {
            throw new Refused(new NotFound("site"));
        }
        ContentType found = types.require(id, type);
        if (!insider && !found.open()) {
            throw new Refused(new NotFound("content type"));
        }
        return new Look(id, environment, found, actor, insider);
    }

    private Items working(Look look, @Nullable String tag, int size, @Nullable String cursor) {
        RecordReading.Drafts page = recordReading.drafts(
                signedIn(look), look.site(), look.environment(), look.type().key(), tag, size, cursor);
        return new Items(page.items().stream().map(ContentController::item).toList(), page.next(), null);
    }

    private static Item item(RecordDetails recordDetails) {
        return new Item(
                recordDetails.record().id().toString(),
                recordDetails.record().type(),
                recordDetails.working().number(),
                recordDetails.working().contents().title(),
                recordDetails.working().contents().path(),
                recordDetails.working().contents().tags(),
                recordDetails.working().contents().content(),
                null,
                null,
                recordDetails.here().state().key());
    }

    /** The working version is nobody's but a member's. */
    private static Actor signedIn(Look look) {
        if (look.actor() == null || !look.insider()) {
            throw new Refused(new NotFound("content"));
        }
        return look.actor();
    }

    private static boolean working(@Nullable String version) {
        return switch (version) {
            case null -> false;
            case "published" -> false;
            case "working" -> true;
            default -> throw QueryParameters.bad("version", "Use published or working.");
        };
    }

    private static void present(@Nullable Instant moment) {
        if (moment != null) {
            throw QueryParameters.bad("at", "A working version is of the present. Leave at or version=working away.");
        }
    }

    /**
     * Answers at one revision; what somebody has of that revision already isn't sent again. The validator names
     * all that an answer is made of: the environment's revision, the type's, the program's schemas, and whether it
     * is one for members (F11). Another moment is for
     * insiders: it may show what was taken down for good reasons, or what isn't told yet.
     */
    private <T> ResponseEntity<T> answer(
            HttpServletResponse response, Look look, @Nullable Instant moment, Function<PublicView, T> body) {
        if (moment != null) {
            return fresh(publics.readAt(signedIn(look), look.site(), look.environment(), moment, body));
        }
        return publics.readAs(look.actor(), look.site(), look.environment(), view -> {
            T found = body.apply(view);
            // What the security headers said before is said otherwise, not twice.
            if (look.insider()) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
            } else {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "public, no-cache");
                response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
                response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            }
            response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.COOKIE);
            return ResponseEntity.ok()
                    .eTag("W/\"" + view.validator(look.type().key()) + (look.insider() ? ".m" : "") + "\"")
                    .body(found);
        });
    }

    /** Drafts are never kept by anybody on the way. */
    private static <T> ResponseEntity<T> fresh(T body) {
        return ResponseEntity.ok(body);
    }

    private static int offset(String position) {
        if (position.matches("\\d{1,6}") && Integer.parseInt(position) <= DEEPEST) {
            return Integer.parseInt(position);
        }
        throw new Refused(new BadRequest("This cursor is none that the list handed out. Begin again without one."));
    }
}
