package dev.sgen.admin.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param nonce lets this page's own import map through the content policy
 * @param csrf the value of the {@code _csrf} field of every form
 * @param operator name of whoever is signed in, or null at the door
 * @param where site and environment, or null on pages of the installation
 * @param notice what came of the last action, or null
 * @param sites all sites the operator may go to
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
    /** A site in the switcher. */
    public record SiteLink(String name, String key, String href, boolean current) {}

    /** Two letters for the account button. */
    public String initials() {
        if (operator == null || operator.isBlank()) {
            return "?";
        }
        String[] words = operator.strip().split("\\s+");
        String last = words.length > 1 ? words[words.length - 1].substring(0, 1) : "";
        return (words[0].substring(0, 1) + last).toUpperCase(java.util.Locale.ROOT);
    }
}
