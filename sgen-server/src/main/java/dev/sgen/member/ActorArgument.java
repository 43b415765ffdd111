package dev.sgen.member;

import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves handler parameters of type {@link Actor}. A parameter of type {@link Actor.Operator} accepts only a person
 * with a session; anything else is refused as unauthenticated.
 */
final class ActorArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Actor.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        Actor actor = request == null ? null : ActorFilter.actor(request);
        if (actor == null || !parameter.getParameterType().isInstance(actor)) {
            throw new Refused(new Unauthenticated("Sign in, or send a token in the Authorization header."));
        }
        return actor;
    }
}
