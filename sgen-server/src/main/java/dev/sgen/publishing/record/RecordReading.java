package dev.sgen.publishing.record;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DeletedRecord;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordDetails;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.VisibilityInterval;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.ReferenceRows;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads records for operators: working versions, drafts and history, in the environments they may read. */
@Component
public class RecordReading {
    private static final int DRAFTS_AT_ONCE = 20;

    private final RecordRows records;
    private final RecordLists lists;
    private final VersionRows versions;
    private final VisibilityRows visibility;
    private final ReferenceRows references;
    private final Members members;
    private final MemoryBudget room;

    RecordReading(
            RecordRows records,
            RecordLists lists,
            VersionRows versions,
            VisibilityRows visibility,
            ReferenceRows references,
            Members members,
            MemoryBudget room) {
        this.room = room;
        this.records = records;
        this.lists = lists;
        this.versions = versions;
        this.visibility = visibility;
        this.references = references;
        this.members = members;
    }

    /**
     * A record with both its standings.
     *
     * @throws Refused {@link NotFound} if the site has no such record
     */
    public SiteRecord require(Actor actor, SiteId site, Environment environment, RecordId id) {
        members.permit(actor, site, Permission.READ, environment);
        return records.records(site, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("record")));
    }

    /**
     * A record as it stands in an environment, with the contents of its working and its published version.
     *
     * @throws Refused {@link NotFound} if it doesn't stand there
     */
    public RecordDetails open(Actor actor, SiteId site, Environment environment, RecordId id) {
        Rights rights = reader(actor, site, environment);
        SiteRecord record = records.records(site, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("record")));
        return opened(rights, site, environment, record);
    }

    /** The contents of a record as an operation left it, even if it has moved on since. */
    public RecordDetails open(Actor actor, SiteId site, Environment environment, SiteRecord record) {
        return opened(reader(actor, site, environment), site, environment, record);
    }

    private Rights reader(Actor actor, SiteId site, Environment environment) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, environment);
        return rights;
    }

    private RecordDetails opened(Rights rights, SiteId site, Environment environment, SiteRecord record) {
        Coordinate here = record.in(environment);
        if (here == null) {
            throw new Refused(new NotFound("record"));
        }
        Integer published = here.published();
        List<Integer> numbers = published == null ? List.of(here.working()) : List.of(here.working(), published);
        Map<Integer, Version> found =
                versions.all(site, Map.of(record.id(), numbers)).getOrDefault(record.id(), Map.of());
        return new RecordDetails(
                record,
                environment,
                here,
                Objects.requireNonNull(found.get(here.working()), "a coordinate points at a version"),
                published == null ? null : found.get(published),
                rights.allow(Permission.READ, environment.other()));
    }

    /** Several records at once, in no particular order; unknown ids are left out. */
    public List<SiteRecord> all(Actor actor, SiteId site, Environment environment, Collection<RecordId> ids) {
        members.permit(actor, site, Permission.READ, environment);
        return ids.isEmpty() ? List.of() : records.records(site, ids);
    }

    /**
     * One version. Whoever may not read the other environment finds only those that stood in this one.
     *
     * @throws Refused {@link NotFound}
     */
    public Version version(Actor actor, SiteId site, Environment environment, RecordId id, int number) {
        Environment only = onlyThere(reader(actor, site, environment), environment);
        return versions.find(site, id, number, only).orElseThrow(() -> new Refused(new NotFound("version")));
    }

    /**
     * Versions below a number, newest first, without their contents; the same holds of what is found.
     *
     * @throws Refused {@link NotFound} if the site has no such record
     */
    public List<Version> versions(
            Actor actor, SiteId site, Environment environment, RecordId id, int before, int limit) {
        Environment only = onlyThere(reader(actor, site, environment), environment);
        List<Version> found = versions.before(site, id, before, limit, only);
        if (found.isEmpty() && records.records(site, List.of(id)).isEmpty()) {
            throw new Refused(new NotFound("record"));
        }
        return found;
    }

    /** Whether a version is an environment's own: written there, standing there, or once visible there. */
    public boolean stood(SiteId site, Environment environment, RecordId id, int number) {
        return versions.find(site, id, number, environment).isPresent();
    }

    private static @Nullable Environment onlyThere(Rights rights, Environment environment) {
        return rights.allow(Permission.READ, environment.other()) ? null : environment;
    }

    /**
     * What the actor can do with a record in an environment now.
     *
     * @throws Refused {@link NotFound} if it isn't there
     */
    public Set<RecordActions.Action> actions(Actor actor, SiteId site, Environment environment, RecordId id) {
        Rights rights = reader(actor, site, environment);
        Coordinate here = records.records(site, List.of(id)).stream()
                .findFirst()
                .map(record -> record.in(environment))
                .orElseThrow(() -> new Refused(new NotFound("record")));
        return RecordActions.possible(rights, environment, here.type(), here);
    }

    /** A page of the records that stand in an environment. */
    public RecordPage list(Actor actor, SiteId site, Environment environment, RecordQuery query) {
        members.permit(actor, site, Permission.READ, environment);
        return lists.page(site, environment, query);
    }

    /** A page of working versions with their contents; {@code next} is what to ask for to get more, or null. */
    public record Drafts(
            List<RecordDetails> items, @Nullable String next) {}

    /** The working versions of a type, newest first: what programs that preview ask for. */
    public Drafts drafts(
            Actor actor,
            SiteId site,
            Environment environment,
            String type,
            @Nullable String tag,
            int limit,
            @Nullable String after) {
        Rights rights = reader(actor, site, environment);
        RecordPage page = lists.page(
                site,
                environment,
                new RecordQuery(type, null, tag, null, null, null, RecordQuery.Sort.NEWEST, limit, after));
        Map<RecordId, Map<Integer, Version>> found = new HashMap<>();
        try (MemoryBudget.Seat seat = room.seat()) {
            // Few at a time, so that they are weighed before all of them are here.
            for (int from = 0; from < page.items().size(); from += DRAFTS_AT_ONCE) {
                Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
                page.items()
                        .subList(from, Math.min(page.items().size(), from + DRAFTS_AT_ONCE))
                        .forEach(row ->
                                wanted.put(row.record().id(), List.of(row.here().working())));
                found.putAll(versions.all(site, wanted, seat));
            }
        }
        return new Drafts(
                page.items().stream()
                        .map(row -> new RecordDetails(
                                row.record(),
                                environment,
                                row.here(),
                                Objects.requireNonNull(
                                        found.getOrDefault(row.record().id(), Map.of())
                                                .get(row.here().working())),
                                null,
                                rights.allow(Permission.READ, environment.other())))
                        .toList(),
                page.next());
    }

    /**
     * The record whose working version has this path; of several drafts the one visitors see, or the newest.
     *
     * @throws Refused {@link NotFound}
     */
    public RecordDetails byPath(Actor actor, SiteId site, Environment environment, String type, String path) {
        Rights rights = reader(actor, site, environment);
        RecordId id = lists.at(site, environment, type, path).orElseThrow(() -> new Refused(new NotFound("content")));
        return opened(
                rights, site, environment, records.records(site, List.of(id)).getFirst());
    }

    /** The ids of all records that a query matches, however many its own limit says, up to {@code most}. */
    public List<RecordId> matching(Actor actor, SiteId site, Environment environment, RecordQuery query, int most) {
        members.permit(actor, site, Permission.READ, environment);
        return lists.matching(site, environment, query, most);
    }

    /** The tags that some records have here, the most frequent first, with how many have each; at most 100. */
    public Map<String, Integer> tags(Actor actor, SiteId site, Environment environment, Collection<RecordId> ids) {
        members.permit(actor, site, Permission.READ, environment);
        return lists.tags(site, environment, ids, 100);
    }

    /** How many records stand in each state, by type: {@code type → state → count} (REC-20). */
    public Map<String, Map<State, Integer>> counts(Actor actor, SiteId site, Environment environment) {
        members.permit(actor, site, Permission.READ, environment);
        return lists.counts(site, environment);
    }

    /** How many records differ between the environments, and how (DRIFT-2). */
    public Map<DriftStatus, Integer> driftCounts(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return lists.driftCounts(site);
    }

    /** What was visible here, from when to when, newest first (RECOV-2). */
    public List<VisibilityInterval> visibility(Actor actor, SiteId site, Environment environment, RecordId id) {
        members.permit(actor, site, Permission.READ, environment);
        return visibility.of(site, environment, id);
    }

    /** Whether a record stands in this environment or stood there before it was deleted. */
    public boolean stood(Actor actor, SiteId site, Environment environment, RecordId id) {
        members.permit(actor, site, Permission.READ, environment);
        return !versions.before(site, id, Integer.MAX_VALUE, 1, environment).isEmpty();
    }

    /** What was taken out of this environment and can be brought back, newest first (C-22). */
    public List<DeletedRecord> deleted(Actor actor, SiteId site, Environment environment, int offset, int limit) {
        members.permit(actor, site, Permission.READ, environment);
        return visibility.deleted(site, environment, offset, limit);
    }

    /** The records that point at this one (ARCH-12, MEDIA-9). */
    public List<SiteRecord> usersOf(Actor actor, SiteId site, Environment environment, RecordId id) {
        members.permit(actor, site, Permission.READ, environment);
        List<RecordId> users = references.usersOf(site, id);
        return users.isEmpty() ? List.of() : records.records(site, users);
    }

    /**
     * How many records of a type hold a field in what stands in either environment, for whoever thinks of removing it.
     */
    public long holding(Actor actor, SiteId site, String type, String field) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return lists.holding(site, type, field);
    }
}
