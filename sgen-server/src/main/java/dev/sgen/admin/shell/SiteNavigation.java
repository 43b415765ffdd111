package dev.sgen.admin.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the page shell that says which site and environment is shown, and who sees it.
 *
 * @param environment {@code staging} or {@code live}
 * @param base the address prefix of the environment's pages
 * @param host the environment's public host
 * @param url the environment's public address
 * @param stagingHere the address of this page on staging
 * @param liveHere the address of this page on live
 * @param drift whether the operator may know how many records differ; the number is loaded after the page, because
 *     counting takes longer the larger the site is
 * @param news how many notifications the operator has not read
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

    /** Navigation entries that belong together; the first group has no title. */
    public record Group(@Nullable String title, List<Link> links) {}

    /**
     * One navigation entry.
     *
     * @param countId the id of an empty badge that is filled after the page has loaded; null for none
     */
    public record Link(
            String label,
            String href,
            String icon,
            boolean current,
            @Nullable Integer count,
            @Nullable String countId) {}
}
