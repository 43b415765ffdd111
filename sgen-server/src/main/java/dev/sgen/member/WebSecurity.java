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
 * The way in for browsers and programs. It settles only who asks; what they may do stands in the use cases, so
 * that no spelling of a path gets around it (T20, D9). Everything is closed unless it is named here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebSecurity {
    /** What nobody need sign in for: the door itself, and the description of the API. */
    private static final String[] OPEN = {
        "/",
        "/error",
        "/admin/sign-in",
        "/admin/setup",
        "/admin/invitation/*",
        "/api/docs",
        "/api/docs/**",
        // Live's published content is open; the use case turns away whoever asks for more.
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
                // Sessions begin, turn and end in Sessions alone; the framework neither keeps nor renames any.
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

    /** Before all else, so that even what the firewall turns away carries the headers. */
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

    /** A path or header that can't be read in one way only is turned away before anything decides on it. */
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

    /** Somebody who looks at pages: they get one, made by the admin's error pages. */
    private static boolean people(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getRequestURI().startsWith("/admin") && accept != null && accept.contains("text/html");
    }
}
