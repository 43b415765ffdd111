package dev.sgen.release;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.SystemFacts;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Checks whether pinned versions are still valid under the present revision of their content types. */
@Component
class PinnedVersionCheck {
    private final VersionRows versions;
    private final RecordRows records;
    private final ContentTypes types;

    PinnedVersionCheck(VersionRows versions, RecordRows records, ContentTypes types) {
        this.versions = versions;
        this.records = records;
        this.types = types;
    }

    /**
     * Refuses if any pinned version is no longer valid.
     *
     * @throws Refused {@link ReleaseStepRefusal.NoLongerValid}
     */
    void require(SiteId site, List<ReleaseStep> steps) {
        List<ReleaseStepRefusal.NoLongerValid.Misfit> misfits = misfits(site, steps);
        if (!misfits.isEmpty()) {
            throw new Refused(new ReleaseStepRefusal.NoLongerValid(misfits));
        }
    }

    /** The versions that are no longer valid. The number of SQL statements does not depend on the number of steps. */
    List<ReleaseStepRefusal.NoLongerValid.Misfit> misfits(SiteId site, List<ReleaseStep> steps) {
        Map<RecordId, List<Integer>> pinned = ReleaseExecution.pinned(steps);
        if (pinned.isEmpty()) {
            return List.of();
        }
        Map<RecordId, String> typeOf = new LinkedHashMap<>();
        records.records(site, pinned.keySet()).forEach(r -> typeOf.put(r.id(), r.type()));
        // Looks up each type once, not once per version.
        Map<String, ContentType> known = new HashMap<>();
        List<ReleaseStepRefusal.NoLongerValid.Misfit> misfits = new ArrayList<>();
        Map<RecordId, Map<Integer, Version>> written = versions.all(site, pinned);
        SystemFacts facts = types.systemFacts(
                site,
                written.values().stream()
                        .flatMap(found -> found.values().stream())
                        .map(Version::contents)
                        .toList());
        written.forEach((id, found) -> found.values().forEach(version -> {
            try {
                ContentType type = known.computeIfAbsent(typeOf.getOrDefault(id, ""), key -> types.require(site, key));
                facts.in(type, types.check(site, type, version.contents()));
            } catch (Refused refused) {
                if (refused.refusal() instanceof WorkRefusal) {
                    // The check could not run, which says nothing about the version.
                    throw refused;
                }
                Object errors = refused.refusal().facts().get("errors");
                misfits.add(new ReleaseStepRefusal.NoLongerValid.Misfit(
                        id,
                        version.contents().title(),
                        version.number(),
                        refused.refusal().detail(),
                        errors instanceof List<?> all
                                ? all.stream()
                                        .filter(FieldError.class::isInstance)
                                        .map(FieldError.class::cast)
                                        .toList()
                                : List.of()));
            }
        }));
        return misfits;
    }
}
