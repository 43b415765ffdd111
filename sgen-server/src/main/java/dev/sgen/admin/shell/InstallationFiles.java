package dev.sgen.admin.shell;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Serves what browsers and crawlers request by convention from the installation's own host: root, icon, robots.txt. */
@Controller
class InstallationFiles {
    private static final long A_DAY = 1;

    @GetMapping("/")
    View door() {
        RedirectView admin = new RedirectView("/admin");
        admin.setExposeModelAttributes(false);
        return admin;
    }

    @GetMapping("/favicon.ico")
    ResponseEntity<Resource> icon() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("image/svg+xml"))
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofDays(A_DAY)))
                .body(new ClassPathResource("static-admin/icon.svg"));
    }

    @GetMapping("/robots.txt")
    ResponseEntity<String> robots() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("User-agent: *\nDisallow: /\n");
    }
}
