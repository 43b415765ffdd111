package dev.sgen.platform.settings;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and who works on it. The owner migrates the schema; the server itself works as the
 * application role, which may add to history but never rewrite it. With an outside database both are the same.
 *
 * @param url a JDBC URL without user and password
 */
public record DatabaseAddress(String url, Login owner, Login app) {

    /** A role and its password, which never shows in a log. */
    public record Login(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Plain connections as the owner, without a pool. */
    public DataSource asOwner() {
        return plain(owner);
    }

    /**
     * One statement serves one record and ten thousand, and a plan kept from the first would ruin the last. That goes
     * for the database's own statements too, which check a reference for each row: a plan for a table of thirty rows
     * reads all of it. Whoever writes many rows lets these be planned once for all of them, by {@code plan_afresh}.
     */
    public static final String PLANS = "-c plan_cache_mode=force_custom_plan";

    /** After how many uses the driver has the database keep a statement: never, for the same reason. */
    public static final int PREPARE_THRESHOLD = 0;

    /** Plain connections as the application role, without a pool. */
    public DataSource asApp() {
        return plain(app);
    }

    private DataSource plain(Login login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setOptions(PLANS);
        source.setPrepareThreshold(PREPARE_THRESHOLD);
        source.setUrl(url);
        source.setUser(login.name());
        source.setPassword(login.password());
        return source;
    }
}
