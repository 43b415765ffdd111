package dev.sgen.api;

import dev.sgen.member.RequestKind;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What every call of the API goes through once it is known who asks: a bounded, clean body, and one effect per key. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ApiRequests extends OncePerRequestFilter {
    private static final byte[] NONE = new byte[0];

    private final Idempotency idempotency;
    private final Cursors cursors;
    /** For the trees that are made of bodies: few senders of much could fill the memory that all sites share. */
    private final MemoryBudget room = new MemoryBudget(Runtime.getRuntime().maxMemory() / 4);

    ApiRequests(IdempotencyRows rows, Cursors cursors) {
        this.idempotency = new Idempotency(rows);
        this.cursors = cursors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (MemoryBudget.Seat seat = room.seat()) {
            answer(request, response, chain, seat);
        }
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, MemoryBudget.Seat seat)
            throws ServletException, IOException {
        byte[] body = NONE;
        HttpServletRequest read = request;
        if (!RequestBodies.isUpload(request)) {
            try {
                body = RequestBodies.read(request, seat);
            } catch (Refused noRoom) {
                Refusal why = noRoom.refusal();
                ProblemJson.write(response, Problems.status(why.code()), why.code(), why.detail(), why.facts());
                return;
            } catch (RequestBodies.TooLarge tooLarge) {
                problem(
                        response,
                        "too-large",
                        "A body may have " + RequestBodies.MAX / 1024 / 1024 + " MB. Send less at once.");
                return;
            }
            if (RequestBodies.holdsNul(body)) {
                problem(response, "bad-request", "The body holds the character NUL, which no text may have.");
                return;
            }
            read = RequestBodies.with(request, body);
        }
        read = cursors.open(read);
        if (read == null) {
            ProblemJson.write(
                    response,
                    Problems.status("bad-request"),
                    "bad-request",
                    "This cursor is none that this list handed out. Begin again without one.",
                    Map.of("errors", List.of(Map.of("field", "cursor", "message", "Begin again without a cursor."))));
            return;
        }
        Actor actor = RequestKind.actor(request);
        MemberId member = actor == null ? null : actor.memberOrNull();
        if (member != null && request.getMethod().equals("POST") && request.getHeader(Idempotency.HEADER) != null) {
            idempotency.run(read, body, response, member, chain);
        } else {
            chain.doFilter(read, response);
        }
    }

    private static void problem(HttpServletResponse response, String code, String detail) throws IOException {
        ProblemJson.write(response, Problems.status(code), code, detail, Map.of());
    }
}
