package dev.sgen.platform.settings;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a database and its logins. The owner migrates the schema; the server works as the application role,
 * which may append to the history but never rewrite it. With an external database both may be the same.
 *
 * @param url a JDBC URL without user and password
 */
public record DatabaseAddress(String url, Login owner, Login app) {

    /** A role and its password. {@code toString} omits the password. */
    public record Login(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Unpooled connections as the owner. */
    public DataSource asOwner() {
        return plain(owner);
    }

    /**
     * Disables cached generic plans. The same statement serves one record and ten thousand, and a plan made for the
     * first would be far too slow for the second. This also concerns the database's own foreign-key checks: a plan made
     * for a table of thirty rows scans the whole table. Code that writes many rows has these planned again with {@code
     * plan_afresh}.
     */
    public static final String PLANS = "-c plan_cache_mode=force_custom_plan";

    /** After how many uses the driver prepares a statement on the server; 0 means never, for the same reason. */
    public static final int PREPARE_THRESHOLD = 0;

    /** Unpooled connections as the application role. */
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
