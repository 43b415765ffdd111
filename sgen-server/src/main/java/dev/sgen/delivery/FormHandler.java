package dev.sgen.delivery;

import dev.sgen.forms.FormPosts;
import dev.sgen.forms.HiddenFormFields;
import dev.sgen.forms.PostOutcome;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.web.RequestRemainder;
import dev.sgen.site.HostAddress;
import dev.sgen.theme.Entry;
import dev.sgen.theme.FormState;
import dev.sgen.theme.Lookups;
import dev.sgen.vocabulary.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where forms go out to visitors and come back from them. */
@Component
class FormHandler {
    /** In bytes; far more than any form of ours sends. */
    private static final long MAX_DISCARDED = 8L * 1024 * 1024;

    private final FormPosts posts;
    private final TimeAndIds time;

    FormHandler(FormPosts posts, TimeAndIds time) {
        this.posts = posts;
        this.time = time;
    }

    /**
     * A page's lookups with what each of its forms carries.
     *
     * @param tokens what stands in the place of each form's token, and what makes one for each who asks
     */
    record Guarded(Lookups lookups, Map<String, Supplier<String>> tokens) {}

    /** The page may be kept: the tokens of its forms are left open in it. */
    Guarded guarded(HostAddress hostAddress, Entry page, Lookups lookups, PostOutcome.@Nullable Again again) {
        Map<String, FormState> states = new HashMap<>();
        Map<String, Supplier<String>> tokens = new HashMap<>();
        Stream.concat(Stream.of(page), lookups.entries().values().stream())
                .filter(entry -> entry.type().equals("form"))
                .forEach(form -> {
                    String slot = "slot-" + time.newId();
                    RecordId id = record(form);
                    states.put(form.id(), state(hostAddress, page, form, slot, again));
                    tokens.put(slot, () -> posts.token(hostAddress.site().id(), hostAddress.environment(), id));
                });
        return new Guarded(lookups.with(states), tokens);
    }

    private static RecordId record(Entry form) {
        return EntryReading.ids(List.of(form.id())).getFirst();
    }

    private FormState state(
            HostAddress hostAddress, Entry page, Entry form, String slot, PostOutcome.@Nullable Again again) {
        HiddenFormFields guard =
                posts.guard(hostAddress.site().id(), hostAddress.environment(), record(form), form.content());
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put(HiddenFormFields.TOKEN, slot);
        hidden.put(HiddenFormFields.PAGE, Objects.requireNonNullElse(page.path(), "/"));
        FormState fresh = new FormState(hidden, guard.trap(), Map.of(), Map.of(), "");
        return again == null || !again.form().toString().equals(form.id())
                ? fresh
                : fresh.filled(again.values(), again.problems(), Objects.requireNonNullElse(again.notice(), ""));
    }

    /** Takes a post; no more of its body is kept than the limit. */
    PostOutcome take(HostAddress hostAddress, String record, Request request) throws IOException {
        byte[] body;
        try (InputStream in = Request.asInputStream(request)) {
            body = in.readNBytes(FormPosts.MAX_BODY + 1);
            RequestRemainder.discard(in, MAX_DISCARDED);
        }
        return posts.post(
                hostAddress.site(),
                hostAddress.environment(),
                record,
                request.getHeaders().get(HttpHeader.CONTENT_TYPE),
                body,
                remoteAddress(request),
                request.getHeaders().get(HttpHeader.USER_AGENT));
    }

    /** Whether the post came from a program that speaks JSON rather than from a page. */
    static boolean program(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && type.startsWith("application/json");
    }

    /** The connection's own address, never what a header claims (T27). */
    private static String remoteAddress(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "";
    }
}
