package dev.sgen.publishing;

import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.refresh.RefreshOperation;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Every kind of operation that the random life knows. */
final class RandomOperations {
    static final RandomOperation CREATE = new Create();

    static final List<RandomOperation> ALL = List.of(
            CREATE,
            new Save(),
            new Life("publish", "publish", 4, 1, Publishing::publish, Model::publish),
            new Life("publish many", "publish", 2, 4, Publishing::publish, Model::publish),
            new Life("unpublish", "unpublish", 2, 2, Publishing::unpublish, Model::unpublish),
            new Life("archive", "archive", 2, 2, Publishing::archive, Model::archive),
            new Life("revive", "archive", 2, 2, Publishing::revive, Model::revive),
            new Life("delete", "delete", 1, 2, Publishing::delete, Model::delete),
            new Scheduling(Schedule.Action.PUBLISH),
            new Scheduling(Schedule.Action.PROMOTE),
            new Cancel(),
            new Recover(),
            new Promote("promote", 1, 5),
            new Promote("promote many", 4, 2),
            new RefreshOperation("refresh", 1),
            new RefreshOperation("refresh many", 4),
            new Advance(),
            new Turn(),
            new Dismiss());

    private RandomOperations() {}

    static RandomOperation named(String kind) {
        return ALL.stream()
                .filter(randomOperation -> randomOperation.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** One of all kinds, each as often as it weighs. */
    static RandomOperation any(Random random) {
        List<RandomOperation> bag = new ArrayList<>();
        ALL.forEach(randomOperation -> {
            for (int i = 0; i < randomOperation.weight(); i++) {
                bag.add(randomOperation);
            }
        });
        return bag.get(random.nextInt(bag.size()));
    }

    private record Create() implements RandomOperation {
        @Override
        public String kind() {
            return "create";
        }

        @Override
        public int weight() {
            return 2;
        }

        @Override
        public List<String> needs(Move m) {
            return List.of(m.here("save"));
        }

        @Override
        public Object really(Move m) {
            Model.V v = m.version();
            return m.world()
                    .publishing()
                    .create(
                            m.who().actor(),
                            m.world().site,
                            m.env(),
                            "page",
                            World.page(v.title(), v.path(), v.title()));
        }

        @Override
        public String inModel(Move m, Model model) {
            return model.create(m.env(), m.version());
        }
    }

    private record Save() implements RandomOperation {
        @Override
        public String kind() {
            return "save";
        }

        @Override
        public int weight() {
            return 5;
        }

        @Override
        public List<String> needs(Move m) {
            return List.of(m.here("save"));
        }

        @Override
        public Object really(Move m) {
            Coordinate at = m.world().now(m.records().getFirst()).in(m.env());
            int working = at == null ? 1 : at.working();
            Model.V v = m.version();
            return m.world()
                    .publishing()
                    .save(
                            m.who().actor(),
                            m.world().site,
                            m.env(),
                            m.ids().getFirst(),
                            m.flag() ? working + 1_000 : working,
                            World.page(v.title(), v.path(), v.title()));
        }

        @Override
        public String inModel(Move m, Model model) {
            return model.save(m.first(), m.env(), m.flag(), m.version());
        }
    }

    private interface Call {
        Object on(
                Publishing publishing,
                dev.sgen.vocabulary.Actor actor,
                dev.sgen.vocabulary.SiteId site,
                Environment environment,
                List<RecordId> ids);
    }

    private interface Rule {
        String on(Model model, Set<Integer> all, Environment environment);
    }

    /** A step of a record's life that takes one or many alike. */
    private record Life(String kind, String permission, int weight, int most, Call call, Rule rule)
            implements RandomOperation {
        @Override
        public List<String> needs(Move m) {
            return m.each(permission);
        }

        @Override
        public Object really(Move m) {
            return call.on(m.world().publishing(), m.who().actor(), m.world().site, m.env(), m.ids());
        }

        @Override
        public String inModel(Move m, Model model) {
            return rule.on(model, m.all(), m.env());
        }
    }

    private record Scheduling(Schedule.Action action) implements RandomOperation {
        @Override
        public String kind() {
            return "schedule " + action.key();
        }

        @Override
        public int weight() {
            return 3;
        }

        @Override
        public List<String> needs(Move m) {
            List<String> needs = new ArrayList<>(List.of(
                    m.here("schedule"), action == Schedule.Action.PROMOTE ? "promote:live" : m.here("publish")));
            if (m.moment().isAfter(m.world().clock.now())) {
                // To put another moment in the place of one is to take that one back.
                needs.addAll(toCancel(m));
            }
            return needs;
        }

        @Override
        public Object really(Move m) {
            return m.world()
                    .publishing()
                    .schedule(m.who().actor(), m.world().site, m.env(), m.ids(), action, m.moment());
        }

        @Override
        public String inModel(Move m, Model model) {
            return model.schedule(
                    m.first(), m.env(), action, m.moment(), m.who().member());
        }
    }

    /** To take a moment back needs what setting it needs; who carried one to live may take it back there. */
    private static List<String> toCancel(RandomOperation.Move m) {
        String pending = m.world()
                .jdbc()
                .sql("SELECT schedule_action FROM coordinate WHERE site_id = ? AND environment = ? AND record_id = ?")
                .params(
                        m.world().site.value(),
                        m.env().key(),
                        m.ids().getFirst().value())
                .query((row, n) -> Objects.requireNonNullElse(row.getString(1), ""))
                .optional()
                .orElse("");
        return switch (pending) {
            case "" -> List.of();
            case "promote" -> List.of("promote:live");
            default ->
                m.env() == Environment.LIVE && m.who().may("promote:live") ? List.of() : List.of(m.here("publish"));
        };
    }

    private record Cancel() implements RandomOperation {
        @Override
        public String kind() {
            return "cancel";
        }

        @Override
        public int weight() {
            return 3;
        }

        @Override
        public List<String> needs(Move m) {
            List<String> needs = new ArrayList<>(List.of(m.here("schedule")));
            needs.addAll(toCancel(m));
            return needs;
        }

        @Override
        public Object really(Move m) {
            return m.world().publishing().cancelSchedule(m.who().actor(), m.world().site, m.env(), m.ids());
        }

        @Override
        public String inModel(Move m, Model model) {
            return model.cancel(m.first(), m.env());
        }
    }

    private record Recover() implements RandomOperation {
        @Override
        public String kind() {
            return "recover";
        }

        @Override
        public int weight() {
            return 3;
        }

        @Override
        public List<String> needs(Move m) {
            return m.flag() ? List.of(m.here("recover"), m.here("publish")) : List.of(m.here("recover"));
        }

        private static int version(Move m) {
            return 1 + m.step().number() % 9;
        }

        @Override
        public Object really(Move m) {
            return m.world()
                    .publishing()
                    .recover(m.who().actor(), m.world().site, m.env(), m.ids().getFirst(), version(m), m.flag());
        }

        @Override
        public String inModel(Move m, Model model) {
            boolean across = m.who().may(m.env() == Environment.LIVE ? "promote:live" : "read:live");
            return model.recover(m.first(), m.env(), version(m), m.flag(), across);
        }
    }

    private record Promote(String kind, int most, int weight) implements RandomOperation {
        @Override
        public boolean crosses() {
            return true;
        }

        @Override
        public void turnedAway(Model model) {
            model.entries++;
        }

        @Override
        public List<String> needs(Move m) {
            return List.of("promote:live");
        }

        @Override
        public Object really(Move m) {
            OnDrift onDrift = m.flag() ? OnDrift.OVERWRITE : OnDrift.REFUSE;
            return m.world().the(Promoting.class).promote(m.who().actor(), m.world().site, m.ids(), onDrift);
        }

        @Override
        public String inModel(Move m, Model model) {
            return model.promote(m.all(), m.flag(), m.who().member());
        }
    }

    /** Time passes, and what is due happens; nobody's act. */
    private record Advance() implements RandomOperation {
        @Override
        public String kind() {
            return "advance";
        }

        @Override
        public int weight() {
            return 3;
        }

        @Override
        public List<String> needs(Move m) {
            return List.of();
        }

        @Override
        public Object really(Move m) {
            m.world().clock.advance(Duration.ofSeconds(m.step().number() % 12));
            return m.world().the(Triggers.class).fireDue();
        }

        @Override
        public String inModel(Move m, Model model) {
            model.advanceTo(m.world().clock.now(), m.cast()::mayFire);
            return "ok";
        }
    }

    private record Turn() implements RandomOperation {
        @Override
        public String kind() {
            return "change a role";
        }

        @Override
        public List<String> needs(Move m) {
            return List.of();
        }

        @Override
        public Object really(Move m) {
            m.cast().turn();
            return "ok";
        }

        @Override
        public String inModel(Move m, Model model) {
            model.entries++;
            return "ok";
        }
    }

    private record Dismiss() implements RandomOperation {
        @Override
        public String kind() {
            return "remove a member";
        }

        @Override
        public List<String> needs(Move m) {
            return List.of();
        }

        @Override
        public Object really(Move m) {
            if (!m.cast().the("Otto").role().equals("nobody")) {
                m.cast().dismiss();
            }
            return "ok";
        }

        @Override
        public String inModel(Move m, Model model) {
            if (!model.gone) {
                model.entries++;
                model.gone = true;
            }
            return "ok";
        }
    }
}
