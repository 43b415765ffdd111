package dev.sgen.admin.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the frame that says which site, which environment and who sees it.
 *
 * @param environment {@code staging} or {@code live}
 * @param base where this environment's pages stand
 * @param host what visitors type
 * @param url the public address of this environment
 * @param stagingHere this same page on staging
 * @param liveHere this same page on live
 * @param news how many notifications the operator hasn't read
 * @param drift whether the operator may know how many records differ; the number is loaded after the page, since counting
 *     takes longer the larger the site is
 */
public record SiteNavigation(
        String siteName,
        String siteKey,
        String environment,
        String base,
        String host,
        String url,
        String stagingHost,
        String liveHost,
        String stagingHere,
        String liveHere,
        boolean drift,
        int news,
        List<Group> nav) {
    public boolean live() {
        return environment.equals("live");
    }

    /** Sections that belong together; the first group has no title. */
    public record Group(@Nullable String title, List<Link> links) {}

    /**
     * One entry of the section list.
     *
     * @param countId the id of an empty badge that is filled after the page is there; null for none
     */
    public record Link(
            String label,
            String href,
            String icon,
            boolean current,
            @Nullable Integer count,
            @Nullable String countId) {}
}
