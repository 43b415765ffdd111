package dev.sgen.admin.shell;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.web.Oversize;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/**
 * Renders errors that no controller handles: unknown addresses, wrong methods, oversized requests, faults. The page
 * says what to do; for a fault it shows a reference to the server's log. Errors of the API are handled in
 * {@code api/Problems}; only those that occur before its controllers are rendered here, as problem JSON.
 */
@Controller
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ErrorPages implements HandlerExceptionResolver, ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final String ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int FAULT = 500;
    private static final Pattern PLACE = Pattern.compile("/admin/sites/([^/]+)/(staging|live)(?:/.*)?");

    private final Views views;
    private final PageShells pageShells;
    private final AdminContextArgument places;
    private final TimeAndIds time;

    ErrorPages(Views views, PageShells pageShells, AdminContextArgument places, TimeAndIds time) {
        this.views = views;
        this.pageShells = pageShells;
        this.places = places;
        this.time = time;
    }

    /**
     * Handles exceptions of controllers other than refusals, which {@link RefusalPages} handles, and those of the API.
     */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception why) {
        if (why instanceof Refused || request.getRequestURI().startsWith("/api/")) {
            return null;
        }
        if (why instanceof AsyncRequestNotUsableException) {
            return new ModelAndView();
        }
        if (why instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        return new ModelAndView(page(request, request.getRequestURI(), status(why), why));
    }

    private static int status(Exception why) {
        return switch (why) {
            case MethodArgumentTypeMismatchException odd -> 400;
            case MultipartException broken -> Oversize.is(broken) ? 413 : 400;
            case HttpException odd when odd.getCode() < FAULT -> Oversize.is(why) ? 413 : odd.getCode();
            case ErrorResponse framework -> framework.getStatusCode().value();
            case TransientDataAccessException passing -> 503;
            default -> Oversize.is(why) ? 413 : FAULT;
        };
    }

    /** Handles errors that occur outside of controllers. */
    @RequestMapping("/error")
    @Nullable
    View error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Throwable why = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int status = code instanceof Integer known && known >= 400 ? known : 404;
        if (why != null && Oversize.is(why)) {
            status = 413;
        }
        String uri = address instanceof String text ? text : "";
        if (uri.startsWith("/api/")) {
            ErrorWords words = ErrorWords.of(status);
            String id = status >= FAULT ? reference(request, uri, why) : null;
            ProblemJson.write(
                    response,
                    status,
                    status >= FAULT
                            ? "fault"
                            : status == 413 ? "too-large" : status == 404 ? "not-found" : "bad-request",
                    words.title() + ".",
                    id == null ? Map.of() : Map.of("id", id));
            return null;
        }
        return page(request, uri, status, why);
    }

    private View page(HttpServletRequest request, String uri, int status, @Nullable Throwable why) {
        ErrorWords words = ErrorWords.of(status);
        String id = status >= FAULT && status != 503 ? reference(request, uri, why) : null;
        return views.show(
                "shell/refused", new RefusedPage(frame(request, uri), words.title(), words.detail(), id), status);
    }

    private String reference(HttpServletRequest request, String uri, @Nullable Throwable why) {
        String id = time.word(ID_ALPHABET, ID_LENGTH);
        LOG.error("Fault {} in {} {}", id, request.getMethod(), uri, why);
        return id;
    }

    /**
     * The page shell of the site and environment in the address, if the operator may see them; otherwise the shell of
     * pages outside of sites.
     */
    private PageShell frame(HttpServletRequest request, String uri) {
        try {
            Matcher place = PLACE.matcher(uri);
            if (place.matches()) {
                request.setAttribute(
                        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                        Map.of("site", place.group(1), "env", place.group(2)));
                return pageShells.inside(request, places.of(request), "");
            }
            return pageShells.outside(request, SignedInOperator.operator().orElse(null));
        } catch (RuntimeException noPlace) {
            return pageShells.outside(request, null);
        }
    }
}
