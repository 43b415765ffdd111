package dev.sgen.admin.shell;

import dev.sgen.platform.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves static files to browsers: libraries from WebJars under their version, our own files under a hash of their
 * contents. The content of an address never changes, so responses are cached for a year.
 */
@Configuration(proxyBeanMethods = false)
public class Assets implements WebMvcConfigurer {
    private static final String ROOT = "/admin/assets/";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    /** JavaScript modules: the name used in imports, and the file inside the WebJar. */
    private static final Map<String, String> MODULES = modules();

    private final String own;
    private final String importMap;
    private final List<String> editorModules;

    public Assets() {
        this.own = ROOT + "sgen/" + wordOf("classpath*:/static-admin/**/*.*");
        Map<String, String> imports = new TreeMap<>();
        MODULES.forEach((name, file) -> imports.put(name, library(name, file)));
        this.importMap = Json.write(Map.of("imports", imports));
        this.editorModules = imports.entrySet().stream()
                .filter(e -> !e.getKey().startsWith("htmx") && !e.getKey().equals("sortablejs"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<String, String> modules() {
        Map<String, String> modules = new TreeMap<>();
        for (String part : List.of(
                "model",
                "state",
                "transform",
                "view",
                "commands",
                "history",
                "keymap",
                "inputrules",
                "schema-list",
                "gapcursor",
                "dropcursor",
                "tables")) {
            modules.put("prosemirror-" + part, "dist/index.js");
        }
        modules.put("orderedmap", "dist/index.js");
        modules.put("rope-sequence", "dist/index.js");
        modules.put("w3c-keyname", "index.js");
        modules.put("sortablejs", "modular/sortable.esm.js");
        modules.put("htmx.org", "dist/htmx.esm.js");
        return modules;
    }

    /**
     * The address of one of our own files.
     *
     * @param path such as {@code css/admin.css}
     */
    public String own(String path) {
        return own + "/" + path;
    }

    /** The import map of all modules, as JSON. */
    public String importMap() {
        return importMap;
    }

    /** The addresses of the modules that the block editor imports, for preloading. */
    public List<String> editorModules() {
        return editorModules;
    }

    public String icons() {
        return library("tabler__icons-webfont", "dist/tabler-icons-outline.min.css");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(own + "/**")
                .addResourceLocations("classpath:/static-admin/")
                .setCacheControl(FOR_EVER);
        registry.addResourceHandler(ROOT + "lib/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(FOR_EVER);
    }

    private static String library(String name, String file) {
        return ROOT + "lib/" + name + "/" + versionOf(name) + "/" + file;
    }

    private static String versionOf(String name) {
        try (InputStream in =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, () -> "the WebJar of " + name + " is missing"));
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String wordOf(String pattern) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(pattern);
            Arrays.sort(files, Comparator.comparing(Assets::address));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Resource file : files) {
                all.write(file.getContentAsByteArray());
            }
            return Json.sha256(all.toByteArray()).substring(0, 12);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String address(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
