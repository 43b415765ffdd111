package dev.sgen.site;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is done with a site as a whole. */
@Component
public class SiteOperations implements OperationSet {
    public static final Operation SETTING_CHANGE =
            Operation.onSite("setting.change", "Setting: change", "changed a setting");
    public static final Operation SITE_CREATE = Operation.onSite("site.create", "Site: create", "made the site");
    public static final Operation SITE_CHANGE =
            Operation.onSite("site.change", "Site: change", "changed the site’s settings");
    public static final Operation HOST_CHANGE =
            Operation.onSite("host.change", "Host: change", "changed the site’s hosts");

    @Override
    public List<Operation> all() {
        return List.of(SETTING_CHANGE, SITE_CREATE, SITE_CHANGE, HOST_CHANGE);
    }
}
