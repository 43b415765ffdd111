package dev.sgen.publishing.engine;

import dev.sgen.platform.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Connections that note how much work the database has with each statement: before it is carried out, it is explained
 * and taken back.
 */
final class CountingSource extends DelegatingDataSource {
    /**
     * What one statement took.
     *
     * @param rows looked at by all steps of its plan together, those that a condition dropped included
     * @param pages looked at, each as often as it was
     */
    record Work(String sql, long rows, long pages, String plan) {}

    private final List<Work> done = new CopyOnWriteArrayList<>();
    private volatile boolean noting;

    CountingSource(DataSource source) {
        super(source);
    }

    /** What the statements of these acts take. */
    List<Work> of(Runnable acts) {
        done.clear();
        noting = true;
        try {
            acts.run();
        } finally {
            noting = false;
        }
        return List.copyOf(done);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    Object result = call(real, method, args);
                    return result instanceof PreparedStatement statement
                            ? watched(real, statement, String.valueOf(args[0]))
                            : result;
                });
    }

    private record Parameter(Method setter, Object[] args) {}

    private PreparedStatement watched(Connection connection, PreparedStatement real, String sql) {
        List<Parameter> parameters = new ArrayList<>();
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                    if (isParameter(method)) {
                        parameters.add(new Parameter(method, args));
                    }
                    // A SET has no plan, and the database explains none.
                    if (noting && method.getName().startsWith("execute") && !sql.startsWith("SET ")) {
                        done.add(explain(connection, sql, parameters));
                    }
                    return call(real, method, args);
                });
    }

    private static boolean isParameter(Method method) {
        return method.getName().startsWith("set")
                && method.getParameterCount() > 1
                && method.getParameterTypes()[0] == int.class;
    }

    private static Work explain(Connection connection, String sql, List<Parameter> parameters) throws Throwable {
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try (PreparedStatement explaining =
                connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql)) {
            for (Parameter parameter : parameters) {
                call(explaining, parameter.setter(), parameter.args());
            }
            try (ResultSet said = explaining.executeQuery()) {
                said.next();
                JsonNode plan = Json.read(said.getString(1)).path(0).path("Plan");
                return new Work(
                        sql,
                        rows(plan),
                        plan.path("Shared Hit Blocks").asLong()
                                + plan.path("Shared Read Blocks").asLong(),
                        plan.toPrettyString());
            }
        } finally {
            if (before != null) {
                connection.rollback(before);
            }
        }
    }

    private static long rows(JsonNode step) {
        double each = step.path("Actual Rows").asDouble()
                + step.path("Rows Removed by Filter").asDouble()
                + step.path("Rows Removed by Join Filter").asDouble()
                + step.path("Rows Removed by Index Recheck").asDouble();
        long rows = Math.round(each * step.path("Actual Loops").asDouble());
        for (JsonNode below : step.path("Plans")) {
            rows += rows(below);
        }
        return rows;
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }
}
