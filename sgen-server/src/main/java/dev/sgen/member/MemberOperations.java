package dev.sgen.member;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on members, roles, tokens and sessions. */
@Component
public class MemberOperations implements OperationSet {
    public static final Operation MEMBER_ADD = Operation.onSite("member.add", "Member: add", "added a member");
    public static final Operation MEMBER_CHANGE =
            Operation.onSite("member.change", "Member: change", "changed a member");
    public static final Operation MEMBER_REMOVE =
            Operation.onSite("member.remove", "Member: remove", "removed a member");
    public static final Operation ROLE_CHANGE = Operation.onSite("role.change", "Role: change", "changed a role");
    public static final Operation ROLE_REMOVE = Operation.onSite("role.remove", "Role: remove", "removed a role");
    public static final Operation TOKEN_CREATE = Operation.onSite("token.create", "Token: create", "made a token");
    public static final Operation TOKEN_REVOKE = Operation.onSite("token.revoke", "Token: revoke", "revoked a token");
    public static final Operation SIGN_IN = Operation.onSite("sign-in", "Sign in", "signed in");
    public static final Operation SIGN_IN_FAIL =
            Operation.onSite("sign-in.fail", "Sign in: refused", "was refused at the sign-in");
    public static final Operation SIGN_OUT_EVERYWHERE =
            Operation.onSite("sign-out.everywhere", "Sign out everywhere", "signed out everywhere");
    public static final Operation PASSWORD_CHANGE =
            Operation.onSite("password.change", "Password: change", "changed a password");

    @Override
    public List<Operation> all() {
        return List.of(
                MEMBER_ADD,
                MEMBER_CHANGE,
                MEMBER_REMOVE,
                ROLE_CHANGE,
                ROLE_REMOVE,
                TOKEN_CREATE,
                TOKEN_REVOKE,
                SIGN_IN,
                SIGN_IN_FAIL,
                SIGN_OUT_EVERYWHERE,
                PASSWORD_CHANGE);
    }
}
