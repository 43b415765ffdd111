package dev.sgen.platform.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose client keeps us waiting for the sake of it: a head of a request that comes in drops, a
 * body that does, an answer that is taken in drops. Idle time-outs don't see those, since something moves every
 * few seconds (D5). Looks at every connection once a second; what waits for us and not for the client is left alone.
 */
public final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final long look;
    private final long grace;
    private final long bytesPerSecond;
    private final Map<Connection, Watched> open = new ConcurrentHashMap<>();

    /** What a client is being waited for. */
    private enum Phase {
        NOTHING,
        HEAD,
        BODY,
        READING
    }

    /** What was last seen of one connection; only the one looking thread touches it. */
    private static final class Watched {
        private Phase phase = Phase.NOTHING;
        private long since;
        private long moved;
        private long deadline;
        private long messages;
        private long bytesAtMessage;
        private long bytesOut;
    }

    /**
     * @param grace a head has this long to be complete, and a body or an answer this long before its speed counts
     * @param bytesPerSecond the least speed after that
     */
    SlowClients(Scheduler scheduler, Duration grace, long bytesPerSecond) {
        this(scheduler, LOOK, grace, bytesPerSecond);
    }

    public SlowClients(Scheduler scheduler, Duration look, Duration grace, long bytesPerSecond) {
        this.scheduler = scheduler;
        this.look = look.toNanos();
        this.grace = grace.toNanos();
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        scheduler.schedule(this::lookAtAll, look, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Watched());
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void lookAtAll() {
        if (!isRunning()) {
            return;
        }
        try {
            long now = System.nanoTime();
            open.forEach((connection, watched) -> {
                if (tooSlow(connection, watched, now)) {
                    connection.getEndPoint().close(new TimeoutException("the client was too slow"));
                }
            });
        } finally {
            again();
        }
    }

    private boolean tooSlow(Connection connection, Watched watched, long now) {
        if (connection.getMessagesIn() != watched.messages) {
            watched.messages = connection.getMessagesIn();
            watched.bytesAtMessage = connection.getBytesIn();
        }
        Phase phase = phase(connection, watched);
        long out = connection.getBytesOut();
        boolean slow = false;
        if (phase != watched.phase) {
            watched.phase = phase;
            begin(watched, connection, phase, out - watched.bytesOut, now);
        } else {
            slow = switch (phase) {
                case NOTHING -> false;
                case HEAD -> now - watched.since > grace;
                case BODY -> slowBody(watched, connection, now);
                case READING -> slowReading(watched, connection, out, now);
            };
        }
        watched.bytesOut = out;
        return slow;
    }

    private void begin(Watched watched, Connection connection, Phase phase, long written, long now) {
        watched.since = now;
        watched.moved = phase == Phase.READING ? connection.getBytesOut() : connection.getBytesIn();
        watched.deadline = now + grace + (phase == Phase.READING ? time(written) : 0);
    }

    /** Each window must have brought its share; a fast beginning buys nothing for later. */
    private boolean slowBody(Watched watched, Connection connection, long now) {
        if (now < watched.deadline) {
            return false;
        }
        long brought = connection.getBytesIn() - watched.moved;
        boolean slow = time(brought) < now - watched.since;
        begin(watched, connection, Phase.BODY, 0, now);
        return slow;
    }

    /** What was handed to the connection at once is to be taken in the time that its size allows. */
    private boolean slowReading(Watched watched, Connection connection, long out, long now) {
        if (out != watched.moved) {
            begin(watched, connection, Phase.READING, out - watched.moved, now);
            return false;
        }
        return now > watched.deadline;
    }

    private long time(long bytes) {
        return TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
    }

    private static Phase phase(Connection connection, Watched watched) {
        if (connection.getEndPoint() instanceof AbstractEndPoint end
                && end.getWriteFlusher().isPending()) {
            return Phase.READING;
        }
        if (!(connection instanceof AbstractConnection http) || !http.isFillInterested()) {
            return Phase.NOTHING;
        }
        if (connection.getMessagesIn() > connection.getMessagesOut()) {
            return Phase.BODY;
        }
        return connection.getBytesIn() > watched.bytesAtMessage ? Phase.HEAD : Phase.NOTHING;
    }
}
