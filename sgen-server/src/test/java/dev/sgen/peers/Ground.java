package dev.sgen.peers;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.content.Contents;
import dev.sgen.member.Roles;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A site of its own on a server whose clock is set by hand, and the people who work there. */
final class Ground {
    static final Environment STAGING = Environment.STAGING;
    static final Environment LIVE = Environment.LIVE;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final TestDatabase.Fresh DATABASE = TestDatabase.fresh();
    static final TestClockwork CLOCK = new TestClockwork();
    private static final TestApplication SERVER = TestApplication.start(CLOCK, Map.of(), DATABASE);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    final Site site;
    final Actor lena;

    Ground() {
        this("business");
    }

    Ground(String plan) {
        int n = COUNT.incrementAndGet();
        site = SERVER.bean(Sites.class).create(Actor.platform(), "ground-" + n, "Ground " + n, plan);
        lena = joins("Lena", "lead");
    }

    /** Another server over the same database, as after a restart; the caller closes it. */
    static TestApplication anotherServer() {
        return TestApplication.start(CLOCK, Map.of(), DATABASE);
    }

    Actor joins(String name, String role) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@" + site.key() + ".example.org";
        return TestMembers.add(the(SiteMembers.class), site.id(), email, name, role);
    }

    /** Somebody with exactly these grants. */
    Actor with(String name, String... grants) {
        String role = name.toLowerCase(java.util.Locale.ROOT);
        the(Roles.class).create(Actor.platform(), site.id(), role, name, List.of(grants));
        return joins(name, role);
    }

    <T> T the(Class<T> part) {
        return SERVER.bean(part);
    }

    Publishing publishing() {
        return the(Publishing.class);
    }

    static Contents page(String title, String path) {
        ObjectNode content = Json.object();
        content.putArray("body")
                .addObject()
                .put("id", "b")
                .put("type", "paragraph")
                .put("text", title + " words");
        return new Contents(title, path, content, List.of());
    }

    SiteRecord draft(Actor by, String title, String path) {
        return publishing().create(by, site.id(), STAGING, "page", page(title, path));
    }

    SiteRecord published(Actor by, String title, String path) {
        SiteRecord record = draft(by, title, path);
        publish(by, STAGING, record);
        return record;
    }

    /** Published on staging, and promoted. */
    SiteRecord promoted(String title, String path) {
        SiteRecord record = published(lena, title, path);
        promote(lena, record);
        return record;
    }

    SiteRecord save(Actor by, Environment environment, SiteRecord record, String title) {
        Coordinate at = at(record, environment);
        return publishing()
                .save(
                        by,
                        site.id(),
                        environment,
                        record.id(),
                        at.working(),
                        page(title, Objects.requireNonNull(at.path())));
    }

    List<SiteRecord> publish(Actor by, Environment environment, SiteRecord... records) {
        return publishing().publish(by, site.id(), environment, ids(records));
    }

    Object promote(Actor by, SiteRecord... records) {
        return the(Promoting.class).promote(by, site.id(), ids(records), OnDrift.REFUSE);
    }

    List<SiteRecord> schedule(
            Actor by, Environment environment, SiteRecord record, Schedule.Action action, long seconds) {
        return publishing()
                .schedule(
                        by,
                        site.id(),
                        environment,
                        ids(record),
                        action,
                        CLOCK.now().plusSeconds(seconds));
    }

    /** Time passes, and whatever is due happens. */
    void pass(Duration time) {
        CLOCK.advance(time);
        the(Triggers.class).fireDue();
    }

    static List<RecordId> ids(SiteRecord... records) {
        return Arrays.stream(records).map(SiteRecord::id).toList();
    }

    SiteRecord now(SiteRecord record) {
        return the(RecordReading.class).require(Actor.platform(), site.id(), STAGING, record.id());
    }

    Coordinate at(SiteRecord record, Environment environment) {
        return Objects.requireNonNull(now(record).in(environment), "stands on " + environment);
    }

    HttpResponse<String> visit(Environment environment, String path) {
        String host = site.key() + (environment == STAGING ? ".staging" : "") + ".localhost";
        return SERVER.get(host, path);
    }

    /** What somebody with a preview's link finds at a path of it. */
    static String looks(String word, String path) {
        return SERVER.get(SERVER.bean(Hosts.class).previewHost(word), path).body();
    }

    /** Whether a visitor finds these words at a path. */
    boolean shows(Environment environment, String path, String words) {
        HttpResponse<String> answer = visit(environment, path);
        return answer.statusCode() == 200 && answer.body().contains(words);
    }

    /** The trail, newest first. */
    List<AuditEntry> trail() {
        return the(AuditReading.class).search(site.id(), AuditQuery.newest(200)).items();
    }

    List<String> operations() {
        return trail().stream().map(AuditEntry::operation).toList();
    }

    /** The code of the refusal that an operation meets, or "ok". */
    static String outcome(Supplier<?> operation) {
        try {
            Object ignored = operation.get();
            return "ok";
        } catch (Refused refused) {
            return refused.refusal().code();
        }
    }
}
