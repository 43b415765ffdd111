package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.Operation;
import dev.sgen.audit.Operations;
import dev.sgen.forms.FormOperations;
import dev.sgen.member.Grant;
import dev.sgen.member.MemberOperations;
import dev.sgen.member.Permission;
import dev.sgen.member.SiteShaping;
import dev.sgen.preview.PreviewOperations;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.schedule.OrphanedSchedules;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.release.OrphanedReleases;
import dev.sgen.release.ReleaseLaunch;
import dev.sgen.release.ReleaseOperations;
import dev.sgen.site.SiteOperations;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Every way in which an effect on live can come about, with each right that the effect needs taken away in turn: then it
 * doesn't come about, now or at its moment, and live stays as it is. The ways are held against the addresses that the
 * server maps and the operations that the trail knows, so that a new one can't be forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetoursTest {
    /** Addresses that change nothing of what live holds or shows, and why; or where they are tried instead. */
    private static final Map<String, String> NO_EFFECT = Map.ofEntries(
            Map.entry("POST /sites/{site}/imports", "what its wishes need: SiteShapingRightsTest"),
            Map.entry("POST /sites/{site}/imports/{id}/retry", "brings in files alone: MissingFilesTest"),
            Map.entry("POST /sites/{site}/imports/{id}/file", "brings in files alone: MissingFilesTest"),
            Map.entry("POST /sites/{site}/approvals", "asks; nothing moves"),
            Map.entry("POST /sites/{site}/approvals/{approval}/grant", "a person's: ApprovalsTest, CrossingGuardsTest"),
            Map.entry("POST /sites/{site}/approvals/{approval}/decline", "nothing moves"),
            Map.entry("POST /sites/{site}/approvals/{approval}/withdraw", "nothing moves"),
            Map.entry("POST /sites/{site}/refresh", "moves staging alone (invariant 6)"),
            Map.entry(
                    "POST /sites/{site}/refresh/{entry}/undo",
                    "moves staging alone; its moments: SiteShapingRightsTest"),
            Map.entry("POST /sites/{site}/{env}/previews", "a look"),
            Map.entry("DELETE /sites/{site}/previews/{preview}", "a look"),
            Map.entry("PATCH /sites/{site}/{env}/submissions/{submission}", "an inbox, which no visitor sees"),
            Map.entry("DELETE /sites/{site}/{env}/submissions/{submission}", "an inbox, which no visitor sees"),
            Map.entry("POST /sites/{site}/notifications/read", "the member's own"),
            Map.entry("PUT /sites/{site}/notifications/mail", "the member's own"),
            Map.entry("POST /sites/{site}/members", "people; their rights: PermissionMatrixTest"),
            Map.entry("PATCH /sites/{site}/members/{member}", "people"),
            Map.entry("DELETE /sites/{site}/members/{member}", "people; what they leave behind: OrphanedMomentsTest"),
            Map.entry("POST /sites/{site}/members/{member}/invitation", "people"),
            Map.entry("DELETE /sites/{site}/members/{member}/invitation", "people"),
            Map.entry("POST /sites/{site}/roles", "people"),
            Map.entry("PATCH /sites/{site}/roles/{role}", "people"),
            Map.entry("DELETE /sites/{site}/roles/{role}", "people"),
            Map.entry("POST /sites/{site}/tokens", "people"),
            Map.entry("DELETE /sites/{site}/tokens/{token}", "people; what they leave behind: OrphanedMomentsTest"));

    /** Operations that change nothing of what live holds or shows, and why; or by which way they are tried. */
    private static final Map<Operation, String> NO_OPERATION = Map.ofEntries(
            Map.entry(PublishingOperations.PROMOTE_REFUSE, "nothing moves"),
            Map.entry(PublishingOperations.SCHEDULE, "takes effect as schedule.trigger"),
            Map.entry(PublishingOperations.SCHEDULE_FAIL, "nothing is shown"),
            Map.entry(PublishingOperations.REFRESH, "moves staging alone"),
            Map.entry(PublishingOperations.REFRESH_UNDO, "moves staging alone"),
            Map.entry(PublishingOperations.IMPORT, "what its wishes need: SiteShapingRightsTest"),
            Map.entry(ReleaseOperations.CREATE, "takes effect as release.promote"),
            Map.entry(ReleaseOperations.SCHEDULE, "takes effect as release.promote"),
            Map.entry(ReleaseOperations.FAIL, "nothing moves"),
            Map.entry(PublishingOperations.APPROVAL_ASK, "nothing moves"),
            Map.entry(PublishingOperations.APPROVAL_GRANT, "moves by promote"),
            Map.entry(PublishingOperations.APPROVAL_DECLINE, "nothing moves"),
            Map.entry(PublishingOperations.APPROVAL_WITHDRAW, "nothing moves"),
            Map.entry(PublishingOperations.APPROVAL_VOID, "nothing moves"),
            Map.entry(SiteOperations.SETTING_CHANGE, "the installation's"),
            Map.entry(SiteOperations.SITE_CREATE, "the installation's"),
            Map.entry(MemberOperations.MEMBER_ADD, "people"),
            Map.entry(MemberOperations.MEMBER_CHANGE, "people"),
            Map.entry(MemberOperations.MEMBER_REMOVE, "people"),
            Map.entry(MemberOperations.ROLE_CHANGE, "people"),
            Map.entry(MemberOperations.ROLE_REMOVE, "people"),
            Map.entry(MemberOperations.TOKEN_CREATE, "people"),
            Map.entry(MemberOperations.TOKEN_REVOKE, "people"),
            Map.entry(MemberOperations.SIGN_IN, "people"),
            Map.entry(MemberOperations.SIGN_IN_FAIL, "people"),
            Map.entry(MemberOperations.SIGN_OUT_EVERYWHERE, "people"),
            Map.entry(MemberOperations.PASSWORD_CHANGE, "people"),
            Map.entry(PreviewOperations.CREATE, "a look"),
            Map.entry(PreviewOperations.REVOKE, "a look"),
            Map.entry(PublishingOperations.RETENTION_THIN, "old saves that nobody saw"),
            Map.entry(FormOperations.SUBMISSION_CHANGE, "an inbox"),
            Map.entry(FormOperations.SUBMISSION_DELETE, "an inbox"));

    /** What every way may do besides: look. */
    private static final List<String> LOOK = List.of("read:staging", "read:live");

    private final TestClockwork clock = new TestClockwork(Instant.parse("2026-01-15T12:00:00Z"));
    private final TestApplication server = TestApplication.start(clock, Map.of());

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Invariant(16)
    void every_mapped_address_and_every_operation_is_a_way_to_live_or_says_why_it_is_none() {
        Set<String> known =
                LiveWays.all().stream().map(w -> normal(w.route())).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(NO_EFFECT.keySet());
        assertThat(routes()).isEqualTo(known);

        Set<String> codes =
                LiveWays.all().stream().map(LiveWays.Way::operation).collect(Collectors.toCollection(TreeSet::new));
        for (Operation operation : server.bean(Operations.class).all()) {
            assertThat(codes.contains(operation.code()) || NO_OPERATION.containsKey(operation))
                    .as("no way to live is tried that leaves " + operation + ", and nothing says why")
                    .isTrue();
        }
    }

    /** The addresses below a site that can change something. */
    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        server.bean(DispatcherServlet.class).getHandlerMappings().forEach(mapping -> {
            if (mapping instanceof RequestMappingHandlerMapping methods) {
                methods.getHandlerMethods().forEach((info, method) -> {
                    if (method.getBeanType().getPackageName().equals("dev.sgen.api")) {
                        info.getPatternValues()
                                .forEach(pattern -> info.getMethodsCondition().getMethods().stream()
                                        .map(verb -> verb.name() + " " + pattern)
                                        .filter(route -> route.contains("/sites/{site}") && !route.startsWith("GET"))
                                        .map(DetoursTest::normal)
                                        .forEach(routes::add));
                    }
                });
            }
        });
        return routes;
    }

    private static String normal(String route) {
        return route.replace("/api/v1", "").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }

    @Test
    @Requirement({"ROLE-3", "ROLE-9", "A8", "T16"})
    @Invariant({16, 26})
    void no_way_to_live_goes_round_a_right_that_its_effect_needs() {
        List<String> wrong = new ArrayList<>();
        for (LiveWays.Way way : LiveWays.all()) {
            for (String type : types(way)) {
                LiveWays.Stage stage = stage(way, type);
                String before = standing(stage);
                for (Set<String> missing : type.equals("page") ? needs(way, type) : settings(way)) {
                    limit(stage, everythingBut(missing), false);
                    tried(wrong, way + " of a " + type + " without " + missing, stage, way, before);
                }
                if (onLive(way) && type.equals("page")) {
                    limit(stage, List.of(), true);
                    tried(wrong, way + " of a " + type + " by a token for what was approved", stage, way, before);
                }
                limit(stage, enough(way, type), false);
                HttpResponse<String> done = way.deed().by(stage);
                fire(way);
                if (done.statusCode() / 100 != 2 || standing(stage).equals(before)) {
                    wrong.add(way + " of a " + type + " with " + enough(way, type) + ": " + done.body());
                }
                if (!operations(stage).contains(way.operation())) {
                    wrong.add(way + " of a " + type + " left " + operations(stage));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Requirement({"ROLE-9", "SCHED-25"})
    @Invariant({10, 26})
    void no_moment_is_carried_out_without_a_right_that_doing_it_then_needs() {
        List<String> wrong = new ArrayList<>();
        for (LiveWays.Way way :
                LiveWays.all().stream().filter(LiveWays.Way::moment).toList()) {
            for (String type : List.of("page", "navigation")) {
                for (Set<String> missing : type.equals("page") ? needs(way, type) : settings(way)) {
                    if (missing.stream().anyMatch(m -> m.contains("schedule:") || m.contains(":staging"))
                            || missing.stream().anyMatch(m -> m.startsWith("bulk"))) {
                        // Asked when the moment is set; to do it then needs none of it.
                        continue;
                    }
                    LiveWays.Stage stage = stage(way, type);
                    limit(stage, List.of(), false);
                    HttpResponse<String> set = way.deed().by(stage);
                    String live = live(stage);
                    // Whoever carried a scheduled record to live may let it appear there.
                    List<String> both =
                            missing.contains("publish:live") || way.name().contains("what is scheduled")
                                    ? List.of("publish:live", "promote:live")
                                    : List.copyOf(missing);
                    limit(stage, everythingBut(both), false);
                    fire(way);
                    boolean failed = operations(stage).stream().anyMatch(o -> o.endsWith(".fail"));
                    if (set.statusCode() / 100 != 2 || !live(stage).equals(live) || !failed) {
                        wrong.add(way + " of a " + type + " at its moment without " + missing + ": " + set.body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Requirement({"T24", "SCHED-25"})
    @Invariant(26)
    void what_a_revoked_token_scheduled_ends_at_once_and_live_stays_as_it_is() {
        List<String> wrong = new ArrayList<>();
        for (LiveWays.Way way :
                LiveWays.all().stream().filter(LiveWays.Way::moment).toList()) {
            LiveWays.Stage stage = stage(way, "page");
            limit(stage, List.of(), false);
            way.deed().by(stage);
            String live = live(stage);
            stage.site.call("DELETE", "/tokens/" + stage.ids.get("token"), null);
            server.bean(OrphanedSchedules.class).settle();
            server.bean(OrphanedReleases.class).settle();
            JsonNode failed = stage.site.lastEntry();
            if (!failed.path("operation").asString().endsWith(".fail")
                    || !failed.path("details").path("reason").asString().contains("was revoked")) {
                wrong.add(way + ": " + failed);
            }
            fire(way);
            if (!live(stage).equals(live)) {
                wrong.add(way + " was carried out in the name of a revoked token");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A page's, and one that shapes the site where records move at all. */
    private static List<String> types(LiveWays.Way way) {
        return way.name().matches("upload|.* a (type|host)|change the site")
                ? List.of("page")
                : List.of("page", "navigation");
    }

    private void tried(List<String> wrong, String what, LiveWays.Stage stage, LiveWays.Way way, String before) {
        HttpResponse<String> answer = way.deed().by(stage);
        if (answer.statusCode() != 403 && answer.statusCode() != 404 && answer.statusCode() != 409) {
            wrong.add(what + " answered " + answer.statusCode() + " " + answer.body());
        }
        if (!way.name().contains("what is scheduled")) {
            // There the moment is staging's own, and comes in any case.
            fire(way);
        }
        if (!standing(stage).equals(before)) {
            wrong.add(what + " was refused, and changed something");
        }
    }

    private void fire(LiveWays.Way way) {
        if (way.moment()) {
            clock.advance(Duration.ofSeconds(61));
            server.bean(Triggers.class).fireDue();
            server.bean(ReleaseLaunch.class).fireDue();
        }
    }

    private LiveWays.Stage stage(LiveWays.Way way, String type) {
        LiveWays.Stage stage = new LiveWays.Stage(new ApiSite(server), type);
        stage.now = clock.now();
        way.setup().accept(stage);
        JsonNode token = stage.site
                .post("/tokens", Map.of("name", "Limited", "limits", List.of()))
                .json();
        stage.ids.put("token", token.path("id").asString());
        stage.token = token.path("token").asString();
        return stage;
    }

    /** The token is limited otherwise from now on; the next call and the next moment ask. */
    private void limit(LiveWays.Stage stage, List<String> words, boolean approvedOnly) {
        stage.now = clock.now();
        server.database()
                .jdbc()
                .sql("UPDATE token SET limits = ?, approved_only = ? WHERE id = ?")
                .params(words.toArray(String[]::new), approvedOnly, UUID.fromString(stage.ids.get("token")))
                .update();
    }

    private static List<String> everythingBut(java.util.Collection<String> missing) {
        Set<String> words = missing.stream().map(m -> m.replace("~", "")).collect(Collectors.toSet());
        return Grant.all().stream()
                .map(Grant::word)
                .filter(word -> !words.contains(word))
                .toList();
    }

    /** What the effect needs, and settings beside each right that is asked for the record's type where that shapes the site. */
    private static List<Set<String>> needs(LiveWays.Way way, String type) {
        List<Set<String>> needs = new ArrayList<>(way.needs());
        if (SiteShaping.is(type)) {
            needs.addAll(settings(way));
        }
        return needs;
    }

    private static List<Set<String>> settings(LiveWays.Way way) {
        return way.needs().stream()
                .flatMap(Set::stream)
                .flatMap(word -> Grant.ofWord(word).stream())
                .filter(grant -> grant.permission().perType())
                .map(grant -> Set.of(new Grant(Permission.SETTINGS, grant.environment()).word()))
                .distinct()
                .toList();
    }

    private static List<String> enough(LiveWays.Way way, String type) {
        return Stream.concat(LOOK.stream(), needs(way, type).stream().flatMap(Set::stream))
                .map(word -> word.replace("~", ""))
                .distinct()
                .toList();
    }

    /** Whether it is done to live itself or sets a moment there; a promotion needs an approval, which there is none of. */
    private static boolean onLive(LiveWays.Way way) {
        return way.needs().stream().flatMap(Set::stream).anyMatch(word -> word.endsWith(":live"))
                && !way.name().startsWith("cancel a promotion")
                && !way.name().startsWith("schedule something else");
    }

    /** How everything stands in both environments, what visitors find among it: the open intervals (invariant 4). */
    private String standing(LiveWays.Stage stage) {
        return server.database()
                .jdbc()
                .sql("""
                                SELECT string_agg(t, '|' ORDER BY t) FROM (
                                    SELECT c::text AS t FROM coordinate c WHERE c.site_id = :site
                                    UNION ALL SELECT v::text FROM visibility v WHERE v.site_id = :site
                                    UNION ALL SELECT r::text FROM release r WHERE r.site_id = :site
                                    UNION ALL SELECT i::text FROM release_item i WHERE i.site_id = :site
                                    UNION ALL SELECT h::text FROM site_host h WHERE h.site_id = :site
                                    UNION ALL SELECT y::text FROM content_type y WHERE y.site_id = :site
                                    UNION ALL SELECT s::text FROM site s WHERE s.id = :site) everything""")
                .param(
                        "site",
                        server.bean(Sites.class).require(stage.site.key).id().value())
                .query(String.class)
                .single();
    }

    /** What visitors of live find. */
    private static String live(LiveWays.Stage stage) {
        return Stream.of("/record-a", "/record-b")
                .map(path -> stage.site.server.get(stage.site.key + ".localhost", path))
                .map(answer -> answer.statusCode() + (answer.body().contains("New") ? " new" : ""))
                .collect(Collectors.joining());
    }

    private static List<String> operations(LiveWays.Stage stage) {
        return stage.site
                .get("/audit?limit=20")
                .json()
                .path("items")
                .valueStream()
                .map(e -> e.path("operation").asString())
                .toList();
    }
}
