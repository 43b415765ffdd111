package dev.sgen.publishing.record;

import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.State;
import dev.sgen.vocabulary.Environment;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an actor can do with a record in one environment now: by its state there and by the actor's rights. The one answer
 * for the admin's buttons and for programs. Each use case still asks for itself when it is called: what is listed here may
 * be refused a moment later, or for a reason that only the attempt shows, such as a conflict or a missing approval.
 */
public final class RecordActions {
    /** Something that can be done with one record. */
    public enum Action {
        SAVE,
        PUBLISH,
        PROMOTE,
        UNPUBLISH,
        ARCHIVE,
        REVIVE,
        SCHEDULE,
        CANCEL_SCHEDULE,
        DELETE,
        RECOVER;

        /** The word that programs read. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private RecordActions() {}

    /**
     * @param type the record's content type
     * @param here the record's coordinate in the environment; null for a record that isn't there yet
     */
    public static Set<Action> possible(Rights rights, Environment environment, String type, @Nullable Coordinate here) {
        Set<Action> possible = EnumSet.noneOf(Action.class);
        boolean archived = here != null && here.archived();
        add(possible, Action.SAVE, !archived && rights.allow(Permission.SAVE, environment, type));
        add(possible, Action.PUBLISH, !archived && rights.allow(Permission.PUBLISH, environment, type));
        boolean promotes = rights.allow(Permission.PROMOTE, Environment.LIVE, type);
        add(possible, Action.PROMOTE, !archived && environment == Environment.STAGING && promotes);
        if (here != null) {
            add(
                    possible,
                    Action.UNPUBLISH,
                    here.state() == State.PUBLISHED && rights.allow(Permission.UNPUBLISH, environment, type));
            boolean archives = rights.allow(Permission.ARCHIVE, environment, type);
            add(possible, Action.ARCHIVE, !archived && archives);
            add(possible, Action.REVIVE, archived && archives);
            boolean schedules = rights.allow(Permission.SCHEDULE, environment, type);
            boolean atMoment = rights.allow(Permission.PUBLISH, environment, type) || promotes;
            add(possible, Action.SCHEDULE, !archived && schedules && atMoment);
            add(possible, Action.CANCEL_SCHEDULE, here.schedule() != null && schedules);
            add(possible, Action.DELETE, rights.allow(Permission.DELETE, environment, type));
            add(possible, Action.RECOVER, rights.allow(Permission.RECOVER, environment, type));
        }
        return possible;
    }

    private static void add(Set<Action> possible, Action action, boolean can) {
        if (can) {
            possible.add(action);
        }
    }
}
