/**
 * What members are told of their site: notices in the admin, mail for those who aren’t there, and events for those who
 * listen.
 *
 * <p>It hears of everything by reading the audit trail, and decides nothing: nobody waits for it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "site", "publishing"})
package dev.sgen.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
