package dev.sgen.forms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.settings.MasterKey;
import dev.sgen.platform.settings.Settings;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTokensTest {
    private final TestClockwork clock = new TestClockwork();
    private final FormTokens tokens =
            new FormTokens(MasterKey.of(Settings.of(Map.of("SGEN_SECRET_KEY", "k".repeat(40))), clock), clock);

    @Test
    @Requirement("FORM-3")
    @Invariant(15)
    void a_token_of_another_site_is_forged() {
        SiteId site = new SiteId(clock.newId());
        RecordId form = new RecordId(clock.newId());
        List<String> token = List.of(tokens.mint(site, Environment.LIVE, form));
        assertThat(tokens.judge(token, site, Environment.LIVE, form).verdict()).isEqualTo(FormTokens.Verdict.GOOD);
        assertThat(tokens.judge(token, new SiteId(clock.newId()), Environment.LIVE, form)
                        .verdict())
                .isEqualTo(FormTokens.Verdict.FORGED);
    }
}
