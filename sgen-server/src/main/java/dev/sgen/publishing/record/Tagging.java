package dev.sgen.publishing.record;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.SystemFacts;
import dev.sgen.content.Tags;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.Lifecycle;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.VersionFactory;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Changes the tags of many working versions as one save with one audit entry (BULK-3). Visitors see no difference until
 * the records are published.
 */
@Component
public class Tagging {
    private final RecordStore store;
    private final VersionRows versions;
    private final VersionFactory versionFactory;
    private final Members members;
    private final ContentTypes types;
    private final TimeAndIds time;

    Tagging(
            RecordStore store,
            VersionRows versions,
            VersionFactory versionFactory,
            Members members,
            ContentTypes types,
            TimeAndIds time) {
        this.store = store;
        this.versions = versions;
        this.versionFactory = versionFactory;
        this.members = members;
        this.types = types;
        this.time = time;
    }

    /**
     * The change of each record's tags: new tags are appended, others are removed.
     *
     * @param add tags that every record has afterwards
     * @param remove tags that no record has afterwards, in exact spelling
     */
    public record Change(List<String> add, List<String> remove) {
        /**
         * Cleans both lists.
         *
         * @throws Refused {@link BadRequest} if both lists are empty or have a tag in common
         */
        public Change {
            add = Tags.clean(add, "/addTags");
            remove = Tags.clean(remove, "/removeTags");
            if (add.isEmpty() && remove.isEmpty()) {
                throw new Refused(new BadRequest("Name a tag to add or a tag to take away."));
            }
            if (!Collections.disjoint(add, remove)) {
                throw new Refused(new BadRequest("The same tag can't be added and taken away."));
            }
        }

        List<String> of(List<String> before) {
            Set<String> after = new LinkedHashSet<>(before);
            remove.forEach(after::remove);
            after.addAll(add);
            return List.copyOf(after);
        }
    }

    /**
     * Changes all of the records or none.
     *
     * @return the records whose tags changed, without those that had these tags already
     * @throws Refused {@link PublishingRefusal.InvalidState} naming each record that is archived or would have too many
     *     tags
     */
    public List<SiteRecord> retag(Actor actor, SiteId site, Environment environment, List<RecordId> ids, Change asked) {
        Rights rights = members.rights(actor, site).requireSome(Permission.SAVE, environment);
        Set<RecordId> distinct = new LinkedHashSet<>(ids);
        if (distinct.size() > 1) {
            rights.require(Permission.BULK, environment);
        }
        UUID operationId = time.newId();
        return store.commit(site, distinct, operationId, (lockedRecords, now) -> {
            rights.require(Permission.SAVE, environment, LockedRecord.types(lockedRecords.values()));
            Map<RecordId, LockedRecord> changing = new LinkedHashMap<>();
            for (RecordId id : distinct) {
                LockedRecord lockedRecord = lockedRecords.get(id);
                if (lockedRecord == null || lockedRecord.record().in(environment) == null) {
                    throw new Refused(new NotFound("record"));
                }
                Coordinate at = at(lockedRecord, environment);
                List<String> before = lockedRecord.head(at.working()).tags();
                if (!asked.of(before).equals(before)) {
                    changing.put(id, lockedRecord);
                }
            }
            List<Transition> moved = RecordStore.allOrNothing(
                    decide(site, environment, changing, asked, new Lifecycle(now, actor.personName())));
            return new RecordStore.Plan(
                    moved,
                    AuditEntries.act(
                            site,
                            PublishingOperations.SAVE,
                            operationId,
                            actor,
                            rights.role(),
                            environment,
                            null,
                            told(asked, environment, changing, moved)));
        });
    }

    private List<Decision> decide(
            SiteId site, Environment environment, Map<RecordId, LockedRecord> changing, Change asked, Lifecycle life) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        changing.forEach((id, lockedRecord) ->
                wanted.put(id, List.of(at(lockedRecord, environment).working())));
        Map<RecordId, Map<Integer, Version>> found = versions.all(site, wanted);
        SystemFacts facts = types.systemFacts(
                site,
                found.values().stream()
                        .flatMap(its -> its.values().stream())
                        .map(Version::contents)
                        .toList());
        List<Decision> decisions = new ArrayList<>();
        changing.forEach((id, lockedRecord) -> {
            Coordinate at = at(lockedRecord, environment);
            Version working =
                    Objects.requireNonNull(Objects.requireNonNull(found.get(id)).get(at.working()));
            Contents old = working.contents();
            List<String> tags = asked.of(old.tags());
            ContentType type = types.require(site, lockedRecord.record().type());
            decisions.add(
                    tags.size() > Tags.MOST
                            ? crowded(at, environment, tags.size())
                            : life.save(
                                    lockedRecord,
                                    environment,
                                    at.working(),
                                    versionFactory.again(
                                            site,
                                            lockedRecord.record().lastVersion() + 1,
                                            type,
                                            working,
                                            facts.in(type, new Contents(old.title(), old.path(), old.content(), tags)),
                                            "save")));
        });
        return decisions;
    }

    private static Decision crowded(Coordinate at, Environment environment, int tags) {
        return new Decision.Unfit(new PublishingRefusal.InvalidState.Standing(
                at.record(),
                at.title(),
                environment,
                at.state().key(),
                "“" + at.title() + "” would have " + tags + " tags; a record has at most " + Tags.MOST + "."));
    }

    private static Coordinate at(LockedRecord lockedRecord, Environment environment) {
        return Objects.requireNonNull(lockedRecord.record().in(environment));
    }

    /** The details give working versions, because nothing is published. */
    private static Map<String, Object> told(
            Change asked, Environment environment, Map<RecordId, LockedRecord> changing, List<Transition> moved) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tagsAdded", asked.add());
        details.put("tagsRemoved", asked.remove());
        details.put(
                "records",
                moved.stream()
                        .map(t -> Map.of(
                                "id",
                                t.record().toString(),
                                "priorVersion",
                                at(Objects.requireNonNull(changing.get(t.record())), environment)
                                        .working(),
                                "newVersion",
                                Objects.requireNonNull(t.after()).working()))
                        .toList());
        return details;
    }
}
