package dev.sgen.admin.shell;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** Renders the precompiled templates. Each template takes one typed page model. */
@Component
public class Views {
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.sgen.admin.templates");

    Views() {
        templates.setTrimControlStructures(true);
    }

    /** A view that renders a template completely before sending, so that a failing template sends nothing. */
    public View show(String template, Object page) {
        return show(template, page, 200);
    }

    public View show(String template, Object page, int status) {
        return (model, request, response) -> {
            Utf8ByteOutput html = new Utf8ByteOutput();
            templates.render(template + ".jte", page, html);
            response.setStatus(status);
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            response.setContentLength(html.getContentLength());
            html.writeTo(response.getOutputStream());
        };
    }
}
