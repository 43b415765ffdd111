package dev.sgen.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.vocabulary.Actor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who the caller is: for programs that want to know whether their token works. */
@RestController
class MeController {

    /** @param limits what a token is narrowed to; empty for all that the member may, absent for a session */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            String kind,
            @Nullable String member,
            String name,
            @Nullable List<String> limits) {}

    @GetMapping("/api/v1/me")
    Me me(Actor actor) {
        return switch (actor) {
            case Actor.Operator o -> new Me("member", o.member().toString(), o.name(), null);
            case Actor.Token t ->
                new Me(
                        "token",
                        t.member().toString(),
                        t.name(),
                        t.limits().stream().sorted().toList());
            case Actor.Platform p -> new Me("platform", Objects.toString(p.originating(), null), p.name(), null);
        };
    }
}
