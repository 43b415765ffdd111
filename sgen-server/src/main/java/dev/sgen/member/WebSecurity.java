package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures authentication of the admin and the API. It only establishes the actor; use cases check permissions, so
 * that no spelling of a path gets around them (T20, D9). Every path needs sign-in unless it is listed here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebSecurity {
    /** Paths that need no sign-in: the sign-in pages themselves, and the description of the API. */
    private static final String[] OPEN = {
        "/",
        "/error",
        "/admin/sign-in",
        "/admin/setup",
        "/admin/invitation/*",
        "/api/docs",
        "/api/docs/**",
        // Published content of live is public; the use case refuses requests for more.
        "/api/v1/sites/*/*/content/**",
        "/api/v1/openapi.json",
        "/api/v1/openapi.json/**",
        "/api/v1/openapi.yaml",
        "/health/**"
    };

    @Bean
    Sessions sessions(TimeAndIds time) {
        return new Sessions(time);
    }

    @Bean
    SecurityFilterChain everything(
            HttpSecurity http,
            Tokens tokens,
            Sessions sessions,
            SignIn signIn,
            Setup setup,
            InstallationRights installationRights) {
        http.csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrf())
                        .requireCsrfProtectionMatcher(request -> needsCsrf(request, sessions)))
                .addFilterBefore(new SameOrigin(), CsrfFilter.class)
                .addFilterAfter(new ActorFilter(tokens, sessions, signIn), CsrfFilter.class)
                .authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(StaticFiles.PATTERNS)
                        .permitAll()
                        .requestMatchers("/metrics", "/metrics/**")
                        .access(administrators(installationRights))
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(new EntryPoint(setup)).accessDeniedHandler(denied()))
                // Sessions alone starts and ends sessions; Spring Security neither stores nor changes any.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /** Runs first, so that even requests that the firewall rejects get the headers. */
    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders(TimeAndIds time, Settings settings) {
        var registration = new FilterRegistrationBean<>(new SecurityHeaders(time, settings.baseDomain()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcConfigurer actorAsParameter() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ActorArgument());
            }
        };
    }

    /** Rejects a path or header that can be parsed in more than one way, before any decision is based on it. */
    @Bean
    RequestRejectedHandler oddRequests() {
        return (request, response, why) -> {
            if (people(request)) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            ProblemJson.write(
                    response, 400, "bad-request", "The address or a header of this request is malformed.", Map.of());
        };
    }

    private static boolean needsCsrf(HttpServletRequest request, Sessions sessions) {
        return SameOrigin.unsafe(request)
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && sessions.member(request).isPresent();
    }

    private static AuthorizationManager<RequestAuthorizationContext> administrators(
            InstallationRights installationRights) {
        return (authentication, context) -> {
            Actor actor = ActorFilter.actor(context.getRequest());
            if (actor == null) {
                return new AuthorizationDecision(false);
            }
            try {
                installationRights.permit(actor);
                return new AuthorizationDecision(true);
            } catch (Refused notTheirs) {
                return new AuthorizationDecision(false);
            }
        };
    }

    private static AccessDeniedHandler denied() {
        return (request, response, why) -> {
            if (people(request)) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            ProblemJson.write(
                    response,
                    403,
                    "forbidden",
                    "The request carries no valid " + SessionCsrf.HEADER
                            + ", or isn't yours to make. Reload the page and try again.",
                    Map.of());
        };
    }

    /** Whether a person's browser asks for a page; it gets an HTML page, made by the admin's error pages. */
    private static boolean people(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getRequestURI().startsWith("/admin") && accept != null && accept.contains("text/html");
    }
}
