package dev.sgen.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements that go to the database, and how long each text of them took in all. */
final class CountedSource extends DelegatingDataSource {
    private final AtomicLong statements = new AtomicLong();
    private final ConcurrentHashMap<String, LongAdder> nanos = new ConcurrentHashMap<>();

    CountedSource(DataSource source) {
        super(source);
    }

    /** The texts that took longest since the last call, with their milliseconds. */
    List<String> slowest(int most) {
        List<String> out = nanos.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, LongAdder> each) -> -each.getValue().sum()))
                .limit(most)
                .map(each -> "%,9.0f ms  %s"
                        .formatted(
                                each.getValue().sum() / 1e6,
                                each.getKey().replaceAll("\\s+", " ").strip()))
                .toList();
        nanos.clear();
        return out;
    }

    long statements() {
        return statements.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    Object result = call(real, method, args);
                    return result instanceof PreparedStatement statement
                            ? counted(statement, String.valueOf(args[0]))
                            : result;
                });
    }

    private PreparedStatement counted(PreparedStatement real, String text) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                    if (method.getName().startsWith("execute")) {
                        statements.incrementAndGet();
                        long start = System.nanoTime();
                        try {
                            return call(real, method, args);
                        } finally {
                            nanos.computeIfAbsent(text, each -> new LongAdder()).add(System.nanoTime() - start);
                        }
                    }
                    return call(real, method, args);
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }
}
