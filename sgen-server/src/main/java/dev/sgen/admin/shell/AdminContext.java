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

/** Who is where: the signed-in operator, the site and the environment that the address names. */
public record AdminContext(Actor.Operator actor, Site site, Environment environment, Rights rights, LocalTimes times) {
    public SiteId siteId() {
        return site.id();
    }

    /** The address under which this environment's pages stand. */
    public String base() {
        return baseOf(environment);
    }

    public String baseOf(Environment other) {
        return "/admin/sites/" + site.key() + "/" + other.key();
    }

    /** Where a record stands in this environment, or in the other one if it isn't in this. */
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

    /** Whether it may be done here to records of a type. */
    public boolean may(Permission permission, String type) {
        return rights.allow(permission, environment, type);
    }

    public boolean may(Permission permission, Environment where, String type) {
        return rights.allow(permission, where, type);
    }
}
