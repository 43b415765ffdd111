package dev.sgen.importing.demo;

import dev.sgen.content.Contents;
import dev.sgen.importing.run.BlockIdMatcher;
import dev.sgen.importing.run.ImportRefusal;
import dev.sgen.importing.run.Imports;
import dev.sgen.importing.run.SourceReferences;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.importing.starter.StarterReader;
import dev.sgen.member.SiteMembers;
import dev.sgen.member.SiteShaping;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates the demo site: imports a starter, then performs on its records the operations that the starter's files
 * describe (publish, promote, edit, schedule, archive), as several members, so that the site shows records in every
 * state.
 */
@Component
public class DemoSite {
    private static final String STARTER = "classpath:starters/hartbeck/";
    private static final String KEY = "hartbeck";
    private static final Actor.Platform TERMINAL = new Actor.Platform(null, null);

    private final Sites sites;
    private final SiteMembers siteMembers;
    private final Imports imports;
    private final Publishing publishing;
    private final Promoting promoting;
    private final RecordReading recordReading;
    private final TimeAndIds time;

    DemoSite(
            Sites sites,
            SiteMembers siteMembers,
            Imports imports,
            Publishing publishing,
            Promoting promoting,
            RecordReading recordReading,
            TimeAndIds time) {
        this.sites = sites;
        this.siteMembers = siteMembers;
        this.imports = imports;
        this.publishing = publishing;
        this.promoting = promoting;
        this.recordReading = recordReading;
        this.time = time;
    }

    /**
     * Returns the demo site, creating it if it does not exist. An existing demo site is returned unchanged.
     *
     * @param actor an administrator of the installation
     */
    public Site ready(Actor actor) {
        return sites.find(KEY).orElseGet(() -> make(actor));
    }

    private Site make(Actor actor) {
        Site site = sites.create(actor, KEY, "Hartbeck Seeds", "professional", "Europe/London");
        try {
            List<StarterReader.Told> story = StarterReader.story(STARTER, time.now());
            Map<String, RecordId> ids = imports.bringStarter(actor, site.id(), Environment.STAGING, STARTER);
            requireWhole(actor, site, ids);
            new Telling(
                            site,
                            ids,
                            actor,
                            member(site, "Nell Ashworth", "nell", "editor"),
                            member(site, "Tom Raine", "tom", "author"))
                    .tell(story);
            return site;
        } catch (UnreadableFile bad) {
            throw new Refused(new ImportRefusal.Unreadable(bad.why()), bad);
        }
    }

    /** Fails if an item of the bundled starter was not imported: a bundled starter must import completely. */
    private void requireWhole(Actor actor, Site site, Map<String, RecordId> ids) {
        Set<RecordId> standing = recordReading.all(actor, site.id(), Environment.STAGING, ids.values()).stream()
                .map(SiteRecord::id)
                .collect(Collectors.toSet());
        List<String> missing = ids.keySet().stream()
                .filter(key -> !standing.contains(ids.get(key)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the starter's " + missing + " didn't come in; the import's report says why");
        }
    }

    private Actor member(Site site, String name, String local, String role) {
        SiteMembers.Entry entry =
                siteMembers.addFromTerminal(TERMINAL, site.id(), local + "@hartbeck.example", name, role);
        return new Actor.Operator(entry.id(), name);
    }

    /** Performs the operations that the starter's files describe, for one site. */
    private final class Telling {
        private final Site site;
        private final Map<String, RecordId> ids;
        private final Map<String, RecordId> bySource = new LinkedHashMap<>();
        private final Actor administrator;
        private final Actor editor;
        private final Actor author;

        Telling(Site site, Map<String, RecordId> ids, Actor administrator, Actor editor, Actor author) {
            this.site = site;
            this.ids = ids;
            ids.forEach((key, id) -> bySource.put(StarterReader.source(STARTER, key), id));
            this.administrator = administrator;
            this.editor = editor;
            this.author = author;
        }

        void tell(List<StarterReader.Told> story) {
            List<RecordId> shelved = of(story, StarterReader.Told::archived);
            if (!shelved.isEmpty()) {
                publishing.revive(editor, site.id(), Environment.STAGING, shelved);
                publishing.publish(editor, site.id(), Environment.STAGING, shelved);
            }
            // Only the administrator may promote site-shaping types; the editor lacks the settings permission
            // (ROLE-18).
            promote(story, administrator, told -> SiteShaping.is(told.type()));
            promote(story, editor, told -> !SiteShaping.is(told.type()));
            for (StarterReader.Told told : story) {
                change(told, "later", Environment.STAGING, SiteShaping.is(told.type()) ? administrator : author);
                change(told, "live", Environment.LIVE, SiteShaping.is(told.type()) ? administrator : editor);
                schedule(told);
            }
            archive(story, shelved);
        }

        private void promote(
                List<StarterReader.Told> story, Actor by, java.util.function.Predicate<StarterReader.Told> which) {
            List<RecordId> going = of(
                    story,
                    told -> which.test(told) && told.demo().path("promote").asBoolean(false));
            if (!going.isEmpty()) {
                promoting.promote(by, site.id(), going, OnDrift.REFUSE);
            }
        }

        private List<RecordId> of(
                List<StarterReader.Told> story, java.util.function.Predicate<StarterReader.Told> which) {
            List<RecordId> chosen = new ArrayList<>();
            story.stream()
                    .filter(which)
                    .map(t -> ids.get(t.key()))
                    .filter(Objects::nonNull)
                    .forEach(chosen::add);
            return chosen;
        }

        private void change(StarterReader.Told told, String chapter, Environment environment, Actor by) {
            JsonNode change = told.demo().path(chapter);
            RecordId id = ids.get(told.key());
            if (!change.isObject() || id == null) {
                return;
            }
            Coordinate at = Objects.requireNonNull(recordReading
                    .require(administrator, site.id(), environment, id)
                    .in(environment));
            Contents old = recordReading
                    .version(administrator, site.id(), environment, id, at.working())
                    .contents();
            ObjectNode content = old.content().deepCopy();
            if (change.path("content") instanceof ObjectNode fields) {
                SourceReferences.resolve(fields, bySource, new ItemNotes())
                        .properties()
                        .forEach(e -> content.set(e.getKey(), e.getValue()));
                BlockIdMatcher.keepIds(old.content().path("body"), content.path("body"));
            }
            List<String> tags = change.has("tags")
                    ? change.path("tags").valueStream().map(JsonNode::asString).toList()
                    : old.tags();
            Contents next = new Contents(change.path("title").asString(old.title()), old.path(), content, tags);
            publishing.save(by, site.id(), environment, id, at.working(), next);
            // On live, a changed version is always published; on staging, the starter's file says whether it is.
            if (environment == Environment.LIVE || change.path("publish").asBoolean(false)) {
                publishing.publish(by, site.id(), environment, List.of(id));
            }
        }

        private void schedule(StarterReader.Told told) {
            JsonNode schedule = told.demo().path("schedule");
            RecordId id = ids.get(told.key());
            if (schedule.isObject() && id != null) {
                publishing.schedule(
                        editor,
                        site.id(),
                        Environment.STAGING,
                        List.of(id),
                        Schedule.Action.PUBLISH,
                        time.now().plus(Duration.ofDays(schedule.path("inDays").asInt(5))));
            }
        }

        private void archive(List<StarterReader.Told> story, List<RecordId> shelved) {
            if (!shelved.isEmpty()) {
                publishing.archive(editor, site.id(), Environment.STAGING, shelved);
            }
            List<RecordId> onLive = of(
                    story,
                    t -> t.demo().path("archiveLive").asBoolean(false)
                            || t.archived() && t.demo().path("promote").asBoolean(false));
            if (!onLive.isEmpty()) {
                publishing.archive(editor, site.id(), Environment.LIVE, onLive);
            }
        }
    }
}
