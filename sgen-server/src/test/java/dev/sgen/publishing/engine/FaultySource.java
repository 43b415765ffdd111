package dev.sgen.publishing.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections whose n-th call to the database fails, before or after it had its effect. */
public final class FaultySource extends DelegatingDataSource {
    private int failing = Integer.MAX_VALUE;
    private boolean afterEffect;
    private int calls;

    public FaultySource(DataSource source) {
        super(source);
    }

    /** From now on the n-th call fails, once. */
    void failCall(int n, boolean afterEffect) {
        this.failing = n;
        this.afterEffect = afterEffect;
        this.calls = 0;
    }

    public void failNothing() {
        failCall(Integer.MAX_VALUE, false);
    }

    /** How many calls were made since the last order. */
    public int calls() {
        return calls;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("commit")) {
                        return counted(() -> call(real, method, args));
                    }
                    Object result = call(real, method, args);
                    return result instanceof PreparedStatement statement ? watched(statement) : result;
                });
    }

    private PreparedStatement watched(PreparedStatement real) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, args) -> method.getName().startsWith("execute")
                        ? counted(() -> call(real, method, args))
                        : call(real, method, args));
    }

    private interface Call {
        Object make() throws Throwable;
    }

    private Object counted(Call call) throws Throwable {
        calls++;
        if (calls != failing) {
            return call.make();
        }
        if (afterEffect) {
            call.make();
        }
        throw new SQLException("the connection broke on purpose", "08006");
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }
}
