package dev.sgen.admin.shell;

import dev.sgen.member.Members;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Resolves {@link AdminContext} parameters of controllers from the site and environment in the address. Unknown or
 * invisible sites are refused as not found.
 */
@Configuration(proxyBeanMethods = false)
class AdminContextArgument implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private final Sites sites;
    private final Members members;
    private final TimeAndIds time;

    AdminContextArgument(Sites sites, Members members, TimeAndIds time) {
        this.sites = sites;
        this.members = members;
        this.time = time;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == AdminContext.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class)));
    }

    @SuppressWarnings("unchecked")
    AdminContext of(HttpServletRequest request) {
        Object names = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Map<String, String> path = names instanceof Map<?, ?> map ? (Map<String, String>) map : Map.of();
        Actor.Operator actor = SignedInOperator.operator().orElseThrow(() -> new Refused(new NotFound("page")));
        Site site = sites.visible(actor, path.getOrDefault("site", ""));
        Environment environment = Environment.parse(path.getOrDefault("env", ""));
        return new AdminContext(
                actor,
                site,
                environment,
                members.rights(actor, site.id()),
                new LocalTimes(ZoneId.of(site.timeZone()), time.now()));
    }
}
