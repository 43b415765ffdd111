package dev.sgen.publishing.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.BuiltInRole;
import dev.sgen.member.Rights;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.record.RecordActions.Action;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be done with a record follows from its state and from the actor's rights. */
class RecordActionsTest {
    private static Rights rights(BuiltInRole role) {
        return new Rights(role.key(), role.grants(), false);
    }

    private static Coordinate at(Environment environment, boolean archived, @Nullable Integer published) {
        return new Coordinate(
                new RecordId(UUID.fromString("018f0000-0000-7000-8000-000000000001")),
                "page",
                environment,
                archived,
                1,
                published,
                null,
                1,
                "One",
                "/one",
                Instant.EPOCH,
                "Ada");
    }

    private static Set<Action> possible(
            BuiltInRole role, Environment environment, String type, @Nullable Coordinate here) {
        return RecordActions.possible(rights(role), environment, type, here);
    }

    @Test
    @Requirement("ROLE-9")
    void whoever_only_reads_can_do_nothing() {
        assertThat(possible(BuiltInRole.VIEWER, Environment.STAGING, "page", at(Environment.STAGING, false, 1)))
                .isEmpty();
    }

    @Test
    @Requirement("ROLE-9")
    void nothing_is_promoted_from_live() {
        assertThat(possible(BuiltInRole.ADMINISTRATOR, Environment.LIVE, "page", at(Environment.LIVE, false, 1)))
                .contains(Action.PUBLISH, Action.UNPUBLISH)
                .doesNotContain(Action.PROMOTE);
    }

    @Test
    @Requirement("ROLE-18")
    void what_shapes_the_site_takes_the_settings_permission() {
        assertThat(possible(BuiltInRole.AUTHOR, Environment.STAGING, "page", null))
                .contains(Action.SAVE);
        assertThat(possible(BuiltInRole.AUTHOR, Environment.STAGING, "theme", null))
                .isEmpty();
    }

    @Test
    @Requirement("REC-2")
    void a_record_that_is_not_there_yet_can_be_saved_and_not_archived() {
        assertThat(possible(BuiltInRole.ADMINISTRATOR, Environment.STAGING, "page", null))
                .contains(Action.SAVE, Action.PUBLISH)
                .doesNotContain(Action.ARCHIVE, Action.DELETE, Action.SCHEDULE, Action.RECOVER);
    }
}
