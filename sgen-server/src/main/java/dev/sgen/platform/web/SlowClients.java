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
 * Closes connections of clients that send a request's head or body, or read a response, deliberately slowly. Idle
 * time-outs don't catch these, because a few bytes move every few seconds (D5). Checks every connection once a second.
 * Connections that wait for the server, not for the client, are left alone.
 */
public final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final long look;
    private final long grace;
    private final long bytesPerSecond;
    private final Map<Connection, Watched> open = new ConcurrentHashMap<>();

    /** What the server is waiting for the client to do. */
    private enum Phase {
        NOTHING,
        HEAD,
        BODY,
        READING
    }

    /** The last observed state of one connection. Accessed only by the checking thread. */
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
     * @param grace time limit for a complete head, and time before the speed of a body or response is checked
     * @param bytesPerSecond minimum speed after that
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

    /** Checks each window by itself, so that a fast beginning doesn't excuse a slow rest. */
    private boolean slowBody(Watched watched, Connection connection, long now) {
        if (now < watched.deadline) {
            return false;
        }
        long brought = connection.getBytesIn() - watched.moved;
        boolean slow = time(brought) < now - watched.since;
        begin(watched, connection, Phase.BODY, 0, now);
        return slow;
    }

    /** Bytes handed to the connection at once must be read within the time that their number allows. */
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
