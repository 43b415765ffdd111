package dev.sgen.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page to browse the API by, made in the browser from its description; nothing comes from another host. */
@RestController
@Hidden
class DocsController {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>API · SGEN</title>
              <link rel="icon" href="data:,">
              <link rel="stylesheet" href="/webjars/swagger-ui/swagger-ui.css">
            </head>
            <body>
              <main id="docs"><p>The description stands at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></main>
              <script src="/webjars/swagger-ui/swagger-ui-bundle.js"></script>
              <script src="/assets/api-docs.js"></script>
            </body>
            </html>
            """;

    @GetMapping(
            path = {"/api/docs", "/api/docs/"},
            produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        return PAGE;
    }
}
