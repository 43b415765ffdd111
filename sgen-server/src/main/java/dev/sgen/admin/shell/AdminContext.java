package dev.sgen.admin.shell;

import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.site.Site;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.util.Objects;

/** The signed-in operator, and the site and environment that the request's address names. */
public record AdminContext(Actor.Operator actor, Site site, Environment environment, Rights rights, LocalTimes times) {
    public SiteId siteId() {
        return site.id();
    }

    /** The address prefix of the pages of this environment. */
    public String base() {
        return baseOf(environment);
    }

    public String baseOf(Environment other) {
        return "/admin/sites/" + site.key() + "/" + other.key();
    }

    /**
     * The record's coordinate in this environment, or in the other one if it has none here. At least one must exist.
     */
    public Coordinate coordinateOf(SiteRecord record) {
        Coordinate here = record.in(environment);
        return here != null ? here : Objects.requireNonNull(record.in(environment.other()));
    }

    public boolean may(Permission permission) {
        return rights.allow(permission, environment);
    }

    public boolean may(Permission permission, Environment where) {
        return rights.allow(permission, where);
    }

    /** Whether the operator may do this in this environment to records of a type. */
    public boolean may(Permission permission, String type) {
        return rights.allow(permission, environment, type);
    }

    public boolean may(Permission permission, Environment where, String type) {
        return rights.allow(permission, where, type);
    }
}
