package dev.sgen.publishing;

import com.zaxxer.hikari.HikariDataSource;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.member.Members;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.publishing.approval.MemberOffboarding;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.schedule.DueWorkPoller;
import dev.sgen.publishing.schedule.OrphanedSchedules;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.support.KeptWire;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** The engine with its real database and a clock set by hand, and a cast to work with it. */
public final class World implements AutoCloseable {
    public final TestClockwork clock;
    public final List<VisibilityChanged> visibilityChanged = new ArrayList<>();
    public final List<OperationProgress> operationProgress = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Parts parts;
    public final TestDatabase.Fresh database = TestDatabase.fresh();
    private final DataSource source;
    private final Runnable closing;
    private final @Nullable TestApplication server;

    /** An administrator of every site of this world. */
    public final Actor ada;

    public SiteId site;

    public World() {
        this(source -> source);
    }

    private interface Parts {
        <T> T get(Class<T> type);
    }

    /** A world whose connections are wrapped, so that a test can break them. */
    public World(java.util.function.UnaryOperator<DataSource> wrapping) {
        clock = new TestClockwork();
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(20);
        pool.setMinimumIdle(1);
        AnnotationConfigApplicationContext context = engine(wrapping.apply(pool));
        parts = context::getBean;
        source = pool;
        server = null;
        closing = () -> {
            context.close();
            pool.close();
        };
        ada = member("Ada", "administrator");
        site = newSite();
    }

    /** The engine within the whole server, whose hosts answer; nothing is due until a test says so. */
    private World(TestApplication server, TestClockwork clock) {
        this.server = server;
        this.clock = clock;
        parts = server::bean;
        source = server.bean(DataSource.class);
        closing = server::close;
        the(DueWorkPoller.class).stop();
        the(OrphanedSchedules.class).stop();
        the(dev.sgen.release.OrphanedReleases.class).stop();
        ada = member("Ada", "administrator");
        site = newSite();
    }

    /** A world whose sites can be visited. */
    static World withVisitors() {
        TestClockwork clock = new TestClockwork();
        return new World(TestApplication.start(clock, Map.of()), clock);
    }

    private AnnotationConfigApplicationContext engine(DataSource connections) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> connections);
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(connections));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(JdbcTransactionManager.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(connections));
        context.registerBean(TimeAndIds.class, () -> clock);
        context.register(
                AuditTrail.class,
                AuditReading.class,
                Members.class,
                BoundedWork.class,
                dev.sgen.platform.work.MemoryBudget.class,
                ContentTypes.class);
        ClassPathBeanDefinitionScanner engine = new ClassPathBeanDefinitionScanner(context);
        // What happens by itself happens here when a test says so.
        engine.addExcludeFilter(new AssignableTypeFilter(PeriodicTask.class));
        // Needs the whole of member.
        engine.addExcludeFilter(new AssignableTypeFilter(MemberOffboarding.class));
        engine.scan("dev.sgen.publishing", "dev.sgen.release");
        context.addApplicationListener(event -> {
            if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof VisibilityChanged one) {
                visibilityChanged.add(one);
            }
            if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof OperationProgress one) {
                operationProgress.add(one);
            }
        });
        context.refresh();
        return context;
    }

    /** Somebody who is on no roster here. */
    Actor outsider(String name) {
        return new Actor.Operator(insertMember(name, false), name);
    }

    /** The site's public host in an environment. */
    String host(Environment environment) {
        return "s" + site.value().toString().replace("-", "") + (environment == Environment.STAGING ? ".staging" : "")
                + ".localhost";
    }

    /** The connection of somebody who visits again and again. */
    KeptWire visitor() {
        return Objects.requireNonNull(server, "this world has no visitors").wire();
    }

    private MemberId insertMember(String name, boolean administrator) {
        UUID id = clock.newId();
        jdbc().sql(
                        "INSERT INTO member (id, email, name, installation_administrator, created_at) VALUES (?, ?, ?, ?, now())")
                .params(id, name.toLowerCase(java.util.Locale.ROOT) + "-" + id + "@example.org", name, administrator)
                .update();
        return new MemberId(id);
    }

    /** Somebody with a role on the present site; an administrator is one everywhere. */
    public Actor member(String name, String role) {
        boolean everywhere = role.equals("administrator");
        MemberId id = insertMember(name, everywhere);
        if (!everywhere) {
            jdbc().sql(
                            "INSERT INTO membership (site_id, member_id, role, created_at, accepted_at) VALUES (?, ?, ?, now(), now())")
                    .params(site.value(), id.value(), role)
                    .update();
        }
        return new Actor.Operator(id, name);
    }

    /** A fresh site with nothing in it. */
    public SiteId newSite() {
        UUID account = clock.newId();
        UUID id = clock.newId();
        jdbc().sql("INSERT INTO account (id, name, created_at) VALUES (?, 'Account', now())")
                .param(account)
                .update();
        jdbc().sql(
                        "INSERT INTO site (id, account_id, key, name, plan, created_at) VALUES (?, ?, ?, 'Site', 'growth', now())")
                .params(id, account, "s" + id.toString().replace("-", ""))
                .update();
        jdbc().sql("INSERT INTO environment_state (site_id, environment, revision, changed_at)"
                        + " VALUES (?, 'staging', 0, now()), (?, 'live', 0, now())")
                .params(id, id)
                .update();
        return new SiteId(id);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public <T> T the(Class<T> part) {
        return parts.get(part);
    }

    public Publishing publishing() {
        return the(Publishing.class);
    }

    public static Contents page(String title, String path, String text) {
        ObjectNode content = Json.object();
        content.putArray("body")
                .addObject()
                .put("id", "b1")
                .put("type", "paragraph")
                .put("text", text);
        return new Contents(title, path, content, List.of());
    }

    public SiteRecord create(Environment environment, String title, String path) {
        return publishing().create(ada, site, environment, "page", page(title, path, title));
    }

    public SiteRecord save(Environment environment, SiteRecord record, String title, String path) {
        int working = now(record).in(environment).working();
        return publishing().save(ada, site, environment, record.id(), working, page(title, path, title));
    }

    public SiteRecord publish(Environment environment, SiteRecord record) {
        return publishing()
                .publish(ada, site, environment, List.of(record.id()))
                .getFirst();
    }

    public Promotion promote(SiteRecord... records) {
        return promote(OnDrift.REFUSE, records);
    }

    public Promotion promote(OnDrift onDrift, SiteRecord... records) {
        return the(Promoting.class)
                .promote(
                        ada,
                        site,
                        java.util.Arrays.stream(records).map(SiteRecord::id).toList(),
                        onDrift);
    }

    /** The record as it stands now. */
    public SiteRecord now(SiteRecord record) {
        return the(RecordReading.class).require(ada, site, Environment.STAGING, record.id());
    }

    /** What visitors of an environment find: address → title. */
    public Map<String, String> visible(Environment environment) {
        Map<String, String> pages = new TreeMap<>();
        the(PublicReading.class).read(site, environment, view -> {
            view.list(PublicView.Filter.of("page"), 0, 1_000)
                    .forEach(r -> pages.put(String.valueOf(r.path()), r.title()));
            return pages;
        });
        return pages;
    }

    public List<dev.sgen.audit.AuditEntry> trail() {
        return the(AuditReading.class).search(site, AuditQuery.newest(200)).items();
    }

    public List<AuditEntry> entriesOf(Operation operation) {
        return the(AuditReading.class).search(site, AuditQuery.newest(100)).items().stream()
                .filter(entry -> entry.operation().equals(operation.code()))
                .toList();
    }

    public long entries() {
        return jdbc().sql("SELECT count(*) FROM audit_entry WHERE site_id = ?")
                .param(site.value())
                .query(Long.class)
                .single();
    }

    public AuditReading.Verification verify() {
        return the(AuditReading.class).verify(site);
    }

    /** The code of the refusal that an operation meets, or "ok". */
    public static String outcome(Supplier<?> operation) {
        try {
            Object ignored = operation.get();
            return "ok";
        } catch (Refused refused) {
            return refused.refusal().code();
        }
    }

    public static RecordId unknownRecord() {
        return new RecordId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0001L));
    }

    java.time.OffsetDateTime today() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        closing.run();
    }
}
