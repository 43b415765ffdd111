package dev.sgen.audit;

import java.util.Arrays;
import java.util.Optional;

/** Every kind of act the trail can tell of, with the word it is filed under (API.md, audit entry). */
public enum Operation {
    CREATE("save", false),
    SAVE("save", false),
    PUBLISH("publish", true),
    UNPUBLISH("unpublish", true),
    PROMOTE("promote", true),
    PROMOTE_REFUSE("promote.refuse", false),
    SCHEDULE("schedule", false),
    SCHEDULE_CANCEL("schedule.cancel", false),
    SCHEDULE_TRIGGER("schedule.trigger", true),
    SCHEDULE_FAIL("schedule.fail", false),
    ARCHIVE("archive", true),
    REVIVE("revive", false),
    DELETE("delete", true),
    RECOVER("recover", true),
    REFRESH("refresh", true),
    REFRESH_UNDO("refresh.undo", true),
    IMPORT("import", false),
    RELEASE_CREATE("release.create", false),
    RELEASE_CHANGE("release.change", false),
    RELEASE_SCHEDULE("release.schedule", false),
    RELEASE_CANCEL("release.schedule.cancel", false),
    RELEASE_DELETE("release.delete", false),
    RELEASE_PROMOTE("release.promote", true),
    RELEASE_FAIL("release.fail", false),
    RELEASE_UNDO("release.undo", true),
    MEDIA_UPLOAD("media.upload", true),
    TYPE_CHANGE("type.change", false),
    TYPE_REMOVE("type.remove", false),
    APPROVAL_ASK("approval.ask", false),
    APPROVAL_GRANT("approval.grant", false),
    APPROVAL_DECLINE("approval.decline", false),
    APPROVAL_WITHDRAW("approval.withdraw", false),
    APPROVAL_VOID("approval.void", false),
    SETTING_CHANGE("setting.change", false),
    SITE_CREATE("site.create", false),
    SITE_CHANGE("site.change", false),
    HOST_CHANGE("host.change", false),
    MEMBER_ADD("member.add", false),
    MEMBER_CHANGE("member.change", false),
    MEMBER_REMOVE("member.remove", false),
    ROLE_CHANGE("role.change", false),
    ROLE_REMOVE("role.remove", false),
    TOKEN_CREATE("token.create", false),
    TOKEN_REVOKE("token.revoke", false),
    SIGN_IN("sign-in", false),
    SIGN_IN_FAIL("sign-in.fail", false),
    SIGN_OUT_EVERYWHERE("sign-out.everywhere", false),
    PASSWORD_CHANGE("password.change", false),
    PREVIEW_CREATE("preview.create", false),
    PREVIEW_REVOKE("preview.revoke", false),
    RETENTION_THIN("retention.thin", false),
    SUBMISSION_CHANGE("submission.change", false),
    SUBMISSION_DELETE("submission.delete", false);

    private final String code;
    private final boolean canShow;

    Operation(String code, boolean canShow) {
        this.code = code;
        this.canShow = canShow;
    }

    /** The word in the trail and in filters; a record's first save is a save like any other. */
    public String code() {
        return code;
    }

    /** Whether this kind of act can change what visitors see; the entry says whether it did. */
    public boolean canShow() {
        return canShow;
    }

    public static Optional<Operation> ofCode(String code) {
        return Arrays.stream(values()).filter(o -> o.code.equals(code)).findFirst();
    }
}
