package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.RealMariaDb;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** patches.php on a real MariaDB. */
class PatchesTest {

    private static final String SHOP = "patches_shop";
    private static final String DATA = "Acme\\Core\\Setup\\Patch\\Data\\";

    @TempDir
    Path programs;

    @TempDir
    Path root;

    private RealMariaDb database;
    private FakeImage image;
    private Php php;

    @BeforeEach
    void layOut() {
        database = RealMariaDb.shared();
        database.createDatabase(SHOP, "geheim");
        database.sql("CREATE TABLE " + SHOP
                + ".m2_patch_list (patch_id INT AUTO_INCREMENT PRIMARY KEY, patch_name VARCHAR(1024));"
                + "CREATE TABLE " + SHOP
                + ".m2_setup_module (module VARCHAR(50), schema_version VARCHAR(50), data_version VARCHAR(50))");
        image = new FakeImage(root);
        patch("First", "return [];");
        php = new Php(programs);
        php.with("MAGENTO_ROOT", root)
                .with("MAGENTO_BLUEGREEN_BASE", programs.resolve("base.php"))
                .with(
                        "MAGENTO_BLUEGREEN_OVERRIDES",
                        php.write("overrides.json", new EnvOverrides("0123456789", Map.of()).job()));
        base("127.0.0.1:" + database.port());
        applied(DATA + "First");
    }

    @Test
    void findsNothingWhereTheImageHasAllPatches() throws IOException {
        assertThat(newer()).isNull();
    }

    @Test
    void namesAnAppliedPatchThatTheImageLacks() throws IOException {
        applied(DATA + "Second");

        assertThat(newer())
                .isEqualTo("patch " + DATA + "Second is applied, and Acme_Core of the image does not have it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unknown\\Module\\Setup\\Patch\\Data\\Gone",
                "Acme\\Core\\Setup\\Patch\\Data\\FIRST",
                "\\Acme\\Core\\Setup\\Patch\\Data\\First",
                "Acme\\\\Core\\\\Setup\\\\Patch\\\\Data\\\\First",
                "NoNamespace",
                ""
            })
    void ignoresWhatIsNoPatchOfItsModules(String name) throws IOException {
        applied(name);

        assertThat(newer()).isNull();
    }

    @Test
    void ignoresPatchesOfDisabledModules() throws IOException {
        applied("Acme\\New\\Setup\\Patch\\Data\\Gone");
        image.list("Acme_New", 0);

        assertThat(newer()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            return ['Acme\\\\Core\\\\Setup\\\\Patch\\\\Data\\\\Old'];
            return [\\Acme\\Core\\Setup\\Patch\\Data\\Old::class];
            return [Old::class, 'something else'];
            $old = [First::class => [Elder::class]]; return $old;
            return [Renamed\\Old::class];
            """)
    void knowsARenamedPatchByItsAlias(String body) throws IOException {
        patch("Renamed", body);
        applied(DATA + "Old");

        assertThat(newer()).isNull();
    }

    @Test
    void findsAPatchOutsideItsFolderThroughComposer() throws IOException {
        applied(DATA + "Deep\\Down");
        applied("Local\\Shop\\Setup\\Patch\\Legacy");
        image.write(
                        "vendor/composer/ClassLoader.php",
                        Files.readString(Path.of("src/test/resources/php/composer/ClassLoader.php")))
                .write(
                        "vendor/composer/autoload_psr4.php",
                        "<?php return ['Acme\\\\Core\\\\' => [dirname(__DIR__) . '/acme/core']];")
                .write(
                        "vendor/composer/autoload_namespaces.php",
                        "<?php return ['' => [dirname(__DIR__, 2) . '/app/code']];")
                .write("vendor/acme/core/Setup/Patch/Data/Deep/Down.php", "<?php exit('never run');")
                .write("app/code/Local/Shop/Setup/Patch/Legacy.php", "<?php exit('never run');");

        assertThat(newer()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "Acme_Core, 1.1.0, 1.1.0, null",
                "Acme_Core, 1.0.9, null, null",
                "Acme_Core, 1.1.0, 1.2.0, Acme_Core is at 1.2.0 in the database; and at 1.1.0 in the image",
                "Acme_Core, 1.10.0, 1.1.0, Acme_Core is at 1.10.0 in the database; and at 1.1.0 in the image",
                "Acme_New, 9.0.0, 9.0.0, null",
                "Unknown_Module, 9.0.0, 9.0.0, null"
            })
    void comparesTheVersionsOfModules(String module, String schema, String data, String newer) throws IOException {
        database.sql("INSERT INTO %s.m2_setup_module VALUES ('%s', %s, %s)"
                .formatted(SHOP, module, quoted(schema), quoted(data)));

        assertThat(newer()).isEqualTo(newer == null ? null : newer.replace(";", ","));
    }

    @Test
    void findsNothingInAnEmptyDatabase() throws IOException {
        database.createDatabase(SHOP, "geheim");

        assertThat(newer()).isNull();
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() throws IOException {
        base("127.0.0.1:1");

        Php.Ended ended = php.run("patches.php");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(json(ended).get("reason").asText()).isEqualTo("DatabaseUnreachable");
        assertThat(ended.out() + ended.err()).doesNotContain("geheim").doesNotContain("127.0.0.1");
    }

    @Test
    void saysThatItMayNotReadATable() throws IOException {
        database.sql("REVOKE ALL ON " + SHOP + ".* FROM " + SHOP + "; GRANT INSERT ON " + SHOP + ".* TO " + SHOP);

        assertThat(json(php.run("patches.php")).get("message").asText()).contains("error 1142");
    }

    private void base(String host) {
        php.write("base.php", """
                <?php return ['db' => ['table_prefix' => 'm2_', 'connection' => ['default' => [
                    'host' => '%1$s', 'dbname' => '%2$s', 'username' => '%2$s', 'password' => 'geheim',
                ]]]];
                """.formatted(host, SHOP));
    }

    private void patch(String name, String aliases) {
        image.write("vendor/acme/core/Setup/Patch/Data/" + name + ".php", """
                <?php
                namespace Acme\\Core\\Setup\\Patch\\Data;

                use Acme\\Core\\Setup\\Patch\\Data as Renamed;
                use Acme\\Core\\Setup\\Patch\\Data\\Old as Elder;

                exit('never run');

                class NAME implements DataPatchInterface
                {
                    public static function getDependencies() { return ['Acme\\Core\\Setup\\Patch\\Data\\Second']; }
                    public function getAliases(): array { if (true) { BODY } }
                    public function apply() { return 'Acme\\Core\\Setup\\Patch\\Data\\Second'; }
                }
                """.replace("NAME", name)
                .replace("BODY", aliases));
    }

    private void applied(String patch) {
        database.sql("INSERT INTO " + SHOP + ".m2_patch_list (patch_name) VALUES (" + quoted(patch) + ")");
    }

    private static String quoted(String value) {
        return value == null ? "NULL" : "'" + value.replace("\\", "\\\\") + "'";
    }

    private String newer() throws IOException {
        Php.Ended ended = php.run("patches.php");
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return json(ended).get("databaseNewer").textValue();
    }

    private static JsonNode json(Php.Ended ended) throws IOException {
        return new ObjectMapper().readTree(ended.out());
    }
}
