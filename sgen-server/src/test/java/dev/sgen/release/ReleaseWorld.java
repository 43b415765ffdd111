package dev.sgen.release;

import dev.sgen.audit.AuditEntry;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What tests of releases do again and again in a {@link World}. */
public record ReleaseWorld(World world) {
    public Releases releases() {
        return world.the(Releases.class);
    }

    public ReleaseLaunch launching() {
        return world.the(ReleaseLaunch.class);
    }

    static VersionPinning.Wish promote(SiteRecord record) {
        return new VersionPinning.Wish(record.id(), ReleaseStep.Kind.PROMOTE, null);
    }

    public static VersionPinning.Wish wish(SiteRecord record, ReleaseStep.Kind kind) {
        return new VersionPinning.Wish(record.id(), kind, null);
    }

    public Release create(String name, SiteRecord... records) {
        return create(
                name, null, Arrays.stream(records).map(ReleaseWorld::promote).toArray(VersionPinning.Wish[]::new));
    }

    public Release create(String name, @Nullable Instant at, VersionPinning.Wish... wishes) {
        return releases().create(world.ada, world.site, name, at, List.of(wishes));
    }

    /** The release as it stands now. */
    public Releases.Opened open(Release release) {
        return releases().open(world.ada, world.site, release.id());
    }

    Release.State state(Release release) {
        return open(release).release().state();
    }

    Release change(Release release, ReleaseChange change) {
        return releases().change(world.ada, world.site, release.id(), change);
    }

    /** Takes what staging publishes now in place of what was fixed. */
    Release repin(Release release, SiteRecord record) {
        Integer version = world.now(record).staging().published();
        return change(
                release,
                ReleaseChange.adding(List.of(new VersionPinning.Wish(record.id(), ReleaseStep.Kind.PROMOTE, version))));
    }

    public Release atMoment(Release release, @Nullable Instant at) {
        return change(release, new ReleaseChange(null, null, Optional.ofNullable(at), null, List.of(), List.of()));
    }

    public List<ReleaseStep.Taken> go(Release release) {
        return go(release, OnDrift.REFUSE);
    }

    List<ReleaseStep.Taken> go(Release release, OnDrift onDrift) {
        return launching().promote(world.ada, world.site, release.id(), null, onDrift);
    }

    public List<ReleaseUndoOutcome> undo(Release release) {
        return undo(release, ReleaseUndoOutcome.OnConflict.REFUSE);
    }

    List<ReleaseUndoOutcome> undo(Release release, ReleaseUndoOutcome.OnConflict onConflict) {
        return launching().undo(world.ada, world.site, release.id(), onConflict);
    }

    /** A page that staging publishes. */
    public SiteRecord staged(String title, String path) {
        SiteRecord record = world.create(Environment.STAGING, title, path);
        world.publish(Environment.STAGING, record);
        return record;
    }

    /** A page that both environments publish. */
    public SiteRecord both(String title, String path) {
        SiteRecord record = staged(title, path);
        world.promote(record);
        return record;
    }

    /** Saves and publishes a new title in one environment. */
    void edit(Environment environment, SiteRecord record, String title) {
        String path = world.now(record).in(environment).path();
        world.save(environment, record, title, path);
        world.publish(environment, record);
    }

    /** The signs on one record's item, those that block first. */
    List<PreflightItem.Sign> signs(Release release, SiteRecord record) {
        return signs(release, record.id());
    }

    List<PreflightItem.Sign> signs(Release release, RecordId record) {
        return open(release).preflight().stream()
                .filter(w -> w.record().equals(record))
                .flatMap(w -> w.marks().stream())
                .map(PreflightItem.Mark::sign)
                .toList();
    }

    Map<String, String> live() {
        return world.visible(Environment.LIVE);
    }

    public Instant soon() {
        return world.clock.now().plusSeconds(60);
    }

    void passes(long seconds) {
        world.clock.advance(Duration.ofSeconds(seconds));
        launching().fireDue();
    }

    AuditEntry last() {
        return world.trail().getFirst();
    }

    public SiteRecord media(String title) {
        ObjectNode content = Json.object();
        content.put("blob", "a".repeat(64));
        content.put("fileName", "picture.png");
        content.put("mediaType", "image/png");
        content.put("size", 10);
        SiteRecord record = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "media",
                        new Contents(title, null, content, List.of()));
        world.publish(Environment.STAGING, record);
        return record;
    }

    public SiteRecord showing(String title, String path, SiteRecord picture) {
        ObjectNode content = Json.object();
        content.put("featuredImage", picture.id().toString());
        SiteRecord record = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "page",
                        new Contents(title, path, content, List.of()));
        world.publish(Environment.STAGING, record);
        return record;
    }

    public static Contents two(String title, String first, String second) {
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        body.addObject().put("id", "b1").put("type", "paragraph").put("text", first);
        body.addObject().put("id", "b2").put("type", "paragraph").put("text", second);
        return new Contents(title, "/two", content, List.of());
    }

    public void saveTwo(Environment environment, SiteRecord record, Contents contents) {
        int working = world.now(record).in(environment).working();
        world.publishing().save(world.ada, world.site, environment, record.id(), working, contents);
        world.publish(environment, record);
    }

    String liveContent(SiteRecord record) {
        int shown = world.now(record).live().published();
        return world.the(RecordReading.class)
                .version(world.ada, world.site, Environment.LIVE, record.id(), shown)
                .contents()
                .content()
                .toString();
    }
}
