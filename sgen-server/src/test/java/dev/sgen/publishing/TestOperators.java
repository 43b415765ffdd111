package dev.sgen.publishing;

import dev.sgen.member.Roles;
import dev.sgen.member.SiteMembers;
import dev.sgen.member.Tokens;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who works on the site of one random life, and what they may do there: the matrix of roles once more, by hand,
 * for the operations that occur. Roles change and people leave while the life goes on.
 */
public final class TestOperators {
    /** The capable ones stand first and act most. */
    static final List<String> NAMES =
            List.of("Ada", "Lena", "Eve", "Otto", "Carl", "Rita", "Tom", "Connie", "Vera", "Olga");

    private static final Map<String, String> ROLES = Map.of(
            "Lena", "lead",
            "Eve", "editor",
            "Otto", "author",
            "Carl", "carrier",
            "Rita", "restorer",
            "Connie", "contributor",
            "Vera", "viewer");

    private static final String LIFE = "save publish unpublish schedule archive delete recover bulk";
    static final Map<String, Set<String>> MAY = Map.of(
            "administrator", whole(),
            "lead", whole(),
            "editor", whole(),
            "author", cells("read save publish unpublish schedule recover", "read"),
            "contributor", cells("read save", "read"),
            "viewer", cells("read", "read"),
            "carrier", cells("read schedule", "read promote"),
            "restorer", cells("read", "read recover publish"),
            "token", cells("read save publish bulk", ""),
            "nobody", Set.of());

    private final World world;
    private final Map<String, Person> people = new HashMap<>();

    /** Somebody as they stand now; {@code member} is the id their schedules carry. */
    public record Person(String name, Actor actor, String member, String role) {
        boolean may(String need) {
            return Objects.requireNonNull(MAY.get(role)).contains(need);
        }
    }

    TestOperators(World world) {
        this.world = world;
        people.put("Ada", new Person("Ada", world.ada, id(world.ada), "administrator"));
        makeRole("carrier");
        makeRole("restorer");
        for (String name : NAMES) {
            String role = ROLES.get(name);
            if (role != null) {
                Actor actor = world.member(name, role);
                people.put(name, new Person(name, actor, id(actor), role));
            }
        }
        Person lena = the("Lena");
        Tokens.Wish wish = new Tokens.Wish("Tom", null, List.copyOf(MAY.get("token")), null);
        String secret =
                world.the(Tokens.class).create(lena.actor(), world.site, wish).secret();
        Actor tom = world.the(Tokens.class).authenticate(secret).orElseThrow();
        people.put("Tom", new Person("Tom", tom, lena.member(), "token"));
        Actor olga = world.outsider("Olga");
        people.put("Olga", new Person("Olga", olga, id(olga), "nobody"));
    }

    private void makeRole(String key) {
        world.the(Roles.class).create(world.ada, world.site, key, key, List.copyOf(MAY.get(key)));
    }

    Person the(String name) {
        return Objects.requireNonNull(people.get(name), name);
    }

    /** Eve becomes a viewer, or an editor again. */
    void turn() {
        Person eve = the("Eve");
        String role = eve.role().equals("editor") ? "viewer" : "editor";
        world.the(SiteMembers.class).changeRole(world.ada, world.site, member(eve), role);
        people.put("Eve", new Person("Eve", eve.actor(), eve.member(), role));
    }

    /** Otto leaves, once and for all. */
    void dismiss() {
        Person otto = the("Otto");
        world.the(SiteMembers.class).remove(world.ada, world.site, member(otto));
        people.put("Otto", new Person("Otto", otto.actor(), otto.member(), "nobody"));
    }

    /** What a schedule may still do in somebody's name; a token's schedules act in its member's. */
    boolean mayFire(String member, Environment environment, Schedule.Action action) {
        Person by = people.values().stream()
                .filter(p -> p.member().equals(member) && !p.role().equals("token"))
                .findFirst()
                .orElseThrow();
        boolean carries = by.may("promote:live");
        return action == Schedule.Action.PROMOTE
                ? carries
                : by.may("publish:" + environment.key()) || environment == Environment.LIVE && carries;
    }

    private static MemberId member(Person person) {
        return Objects.requireNonNull(person.actor().memberOrNull());
    }

    private static String id(Actor actor) {
        return Objects.requireNonNull(actor.memberOrNull()).value().toString();
    }

    private static Set<String> whole() {
        return cells("read refresh " + LIFE, "read promote " + LIFE);
    }

    private static Set<String> cells(String staging, String live) {
        Set<String> cells = new TreeSet<>();
        words(staging).forEach(w -> cells.add(w + ":staging"));
        words(live).forEach(w -> cells.add(w + ":live"));
        return cells;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(w -> !w.isEmpty()).toList();
    }
}
