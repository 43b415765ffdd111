package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.MailServer;
import dev.sgen.platform.settings.MasterKey;
import dev.sgen.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void without_any_setting_a_server_listens_on_this_machine_alone_and_brings_its_own_database() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.baseDomain()).isEqualTo("localhost");
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.blobs()).isEqualTo(Path.of("data", "blobs").toAbsolutePath());
        assertThat(settings.database()).isEmpty();
        assertThat(settings.administrator()).isEmpty();
        assertThat(settings.clockOffset()).isZero();
        assertThat(settings.adminUrl(8080)).isEqualTo("http://localhost:8080/admin");
    }

    @Test
    void every_setting_is_read_as_what_it_is() {
        Settings settings = Settings.of(Map.ofEntries(
                Map.entry("SGEN_PORT", "80"),
                Map.entry("SGEN_BIND", "0.0.0.0"),
                Map.entry("SGEN_DATA", "/srv/sgen"),
                Map.entry("SGEN_BASE_DOMAIN", "Example.ORG"),
                Map.entry("SGEN_BLOBS", "file:///srv/media"),
                Map.entry("SGEN_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
                Map.entry("SGEN_ADMIN_EMAIL", "ada@example.org"),
                Map.entry("SGEN_ADMIN_PASSWORD", " a pass word "),
                Map.entry("SGEN_ADMIN_TOKEN", "t"),
                Map.entry("SGEN_SMTP_URL", "smtps://u:p@mail.example.org:465"),
                Map.entry("SGEN_CLOCK", "-P1D")));

        assertThat(settings.adminUrl(80)).isEqualTo("http://example.org/admin");
        assertThat(settings.blobs()).isEqualTo(Path.of("/srv/media"));
        assertThat(settings.administrator()).hasValueSatisfying(first -> {
            assertThat(first.password()).isEqualTo(" a pass word ");
            assertThat(first.token()).hasValue("t");
            assertThat(first.toString()).isEqualTo("ada@example.org");
        });
        assertThat(settings.smtp())
                .hasValue(new MailServer(
                        "mail.example.org",
                        465,
                        true,
                        MailServer.StartTls.OFF,
                        "u",
                        "p",
                        "sgen@" + settings.baseDomain()));
        assertThat(settings.clockOffset()).isEqualTo(Duration.ofDays(-1));
        assertThat(Settings.of(Map.of("SGEN_CLOCK", "90")).clockOffset()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://ada:s%40cret@db.example.org/sgen|jdbc:postgresql://db.example.org:5432/sgen",
                "postgres://ada:s%40cret@db.example.org:6432/sgen?sslmode=require|jdbc:postgresql://db.example.org:6432/sgen?sslmode=require",
                "jdbc:postgresql://db.example.org:6432/sgen?user=ada&password=s%40cret&ssl=true|jdbc:postgresql://db.example.org:6432/sgen?ssl=true",
                "jdbc:postgresql://ada:s%40cret@[::1]/sgen|jdbc:postgresql://[::1]:5432/sgen"
            })
    void both_forms_of_a_database_address_are_understood(String given, String url) {
        DatabaseAddress address =
                Settings.of(Map.of("SGEN_DATABASE_URL", given)).database().orElseThrow();

        assertThat(address.url()).isEqualTo(url);
        assertThat(address.owner()).isEqualTo(new DatabaseAddress.Login("ada", "s@cret"));
        assertThat(address.app()).isEqualTo(address.owner());
        assertThat(address.toString()).doesNotContain("s@cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SGEN_PORT|eighty|is no port",
                "SGEN_PORT|65536|is no port",
                "SGEN_BASE_DOMAIN|http://example.org|is no domain name",
                "SGEN_BASE_DOMAIN|example.org:8080|is no domain name",
                "SGEN_DATABASE_URL|mysql://a:b@c/d|is no address of a PostgreSQL database",
                "SGEN_DATABASE_URL|postgresql://secretuser:secretword@|is no address of a PostgreSQL database",
                "SGEN_DATABASE_URL|postgresql://host/db|is no address of a PostgreSQL database",
                "SGEN_BLOBS|s3://bucket|only a folder can hold media",
                "SGEN_SECRET_KEY|short|shorter than 32",
                "SGEN_ADMIN_EMAIL|ada@example.org|go together",
                "SGEN_ADMIN_TOKEN|t|go together",
                "SGEN_SMTP_URL|mail.example.org|no address of a mail server",
                "SGEN_CLOCK|tomorrow|is no offset"
            })
    void a_value_that_cant_be_used_is_named_in_one_line_with_what_to_do(String name, String value, String said) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOfSatisfying(CannotStart.class, refused -> {
                    assertThat(refused.exitCode()).isEqualTo(2);
                    assertThat(refused.what()).contains(name).contains(said.replace("is no", "no"));
                    assertThat(refused.what() + refused.remedy()).doesNotContain("secretword", "\n");
                    assertThat(refused.remedy()).isNotBlank();
                });
    }

    @Test
    void a_file_may_hold_the_settings_and_an_unknown_name_in_it_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sgen.properties"), "# ours\nSGEN_PORT=9090\n");
        assertThat(Settings.of(Settings.fromFile(file)).port()).isEqualTo(9090);
        assertThat(Settings.fromFile(folder.resolve("none"))).isEmpty();

        Files.writeString(file, "SGEN_PROT=9090\n");
        assertThatThrownBy(() -> Settings.fromFile(file))
                .hasMessageContaining("sets SGEN_PROT, which is no setting")
                .extracting(refused -> ((CannotStart) refused).remedy())
                .asString()
                .contains("SGEN_PORT");
    }

    @Test
    void the_installations_secret_is_kept_in_a_private_file_and_gives_each_purpose_its_own_key(@TempDir Path folder)
            throws IOException {
        Settings settings = Settings.of(Map.of("SGEN_DATA", folder.toString()));
        TimeAndIds time = new TimeAndIds(Duration.ZERO);
        MasterKey first = MasterKey.of(settings, time);

        assertThat(Files.getPosixFilePermissions(folder.resolve("secret.key"))).hasSize(2);
        assertThat(first.derive("a")).hasSize(32).isNotEqualTo(first.derive("b"));
        assertThat(MasterKey.of(settings, time).derive("a")).isEqualTo(first.derive("a"));
        assertThat(MasterKey.of(Settings.of(Map.of("SGEN_SECRET_KEY", "0123456789abcdef0123456789abcdef")), time)
                        .derive("a"))
                .isNotEqualTo(first.derive("a"));
    }
}
