package dev.sgen.admin.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the content of every page: navigation, message, security tokens.
 *
 * @param nonce allows this page's import map under the content security policy
 * @param csrf the value of the {@code _csrf} field of every form
 * @param operator the name of the signed-in operator; null if nobody is signed in
 * @param where site and environment; null on pages outside of sites
 * @param notice the message about the last operation, or null
 * @param sites all sites that the operator can see
 */
public record PageShell(
        Assets assets,
        @Nullable String nonce,
        String csrf,
        @Nullable String operator,
        @Nullable SiteNavigation where,
        @Nullable FlashMessage notice,
        List<SiteLink> sites,
        LocalTimes times) {
    /** A site in the site switcher. */
    public record SiteLink(String name, String key, String href, boolean current) {}

    /** The operator's initials, for the account button. */
    public String initials() {
        if (operator == null || operator.isBlank()) {
            return "?";
        }
        String[] words = operator.strip().split("\\s+");
        String last = words.length > 1 ? words[words.length - 1].substring(0, 1) : "";
        return (words[0].substring(0, 1) + last).toUpperCase(java.util.Locale.ROOT);
    }
}
