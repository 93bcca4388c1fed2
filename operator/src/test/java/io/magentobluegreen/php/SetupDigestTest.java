package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupDigestTest {

    @TempDir
    Path programs;

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private Php php;
    private FakeImage image;

    @BeforeEach
    void layOut() {
        php = new Php(programs);
        image = filled(new FakeImage(root));
    }

    @Test
    void isTheSameUnderAnotherRootAndForFilesMadeInAnotherOrder() {
        FakeImage copy = new FakeImage(elsewhere);
        copy.write("vendor/acme/core/Setup/Patch/Schema/Z.php", "<?php // z");
        filled(copy);

        assertThat(digest(copy))
                .isEqualTo(digest(filled(image.write("vendor/acme/core/Setup/Patch/Schema/Z.php", "<?php // z"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vendor/acme/core/etc/queue.xml",
                "vendor/acme/core/etc/queue_consumer.xml",
                "vendor/acme/core/etc/queue_publisher.xml",
                "vendor/acme/core/etc/queue_topology.xml",
                "vendor/acme/core/etc/communication.xml",
                "vendor/acme/core/etc/indexer.xml",
                "vendor/acme/core/etc/mview.xml",
                "vendor/acme/core/etc/db_schema.xml",
                "vendor/acme/core/etc/db_schema_whitelist.json",
                "vendor/acme/core/etc/module.xml",
                "vendor/acme/core/Setup/InstallData.php",
                "vendor/acme/core/Setup/Patch/Data/First.php",
                "vendor/acme/new/src/etc/db_schema.xml",
                "app/code/Local/Shop/Setup/Patch/Data/Local.php",
                "app/design/frontend/Acme/dark/theme.xml",
                "app/etc/db_schema.xml"
            })
    void changesWithWhatAnUpgradeReads(String file) {
        String before = digest(image);

        String changed = digest(image.write(file, "changed"));
        String removed = digest(image.delete(file));

        assertThat(List.of(before, changed, removed)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vendor/acme/core/etc/di.xml",
                "vendor/acme/core/etc/crontab.xml",
                "vendor/acme/core/Model/Setup.php",
                "vendor/acme/core/Test/Setup/etc/db_schema.xml",
                "vendor/other/library/etc/db_schema.xml",
                "app/design/frontend/Acme/dark/web/css/a.css",
                "generated/code/A.php",
                "vendor/acme/off/etc/module.xml"
            })
    void staysWhenAnythingElseChanges(String file) {
        String before = digest(image);

        assertThat(digest(image.write(file, "changed"))).isEqualTo(before);
    }

    @Test
    void staysWhenAModuleMovesFromAppCodeToVendor() {
        String before = digest(image);

        for (String file : new String[] {"registration.php", "etc/module.xml", "Setup/Patch/Data/Local.php"}) {
            image.delete("app/code/Local/Shop/" + file);
        }
        image.module("Local_Shop", "vendor/local/shop", "<module name=\"Local_Shop\"/>")
                .write("vendor/local/shop/Setup/Patch/Data/Local.php", "<?php // Setup/Patch/Data/Local.php")
                .finish();

        assertThat(digest(image)).isEqualTo(before);
    }

    @Test
    void changesWithTheModuleList() {
        String before = digest(image);

        String off = digest(image.list("Acme_New", 0));
        String more = digest(image.list("Acme_Gone", 1));

        assertThat(List.of(before, off, more)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            \\Magento\\Framework\\Component\\ComponentRegistrar::register(\\Magento\\Framework\\Component\\ComponentRegistrar::MODULE, 'Odd_One', __DIR__ . '/code');
            ComponentRegistrar::register(ComponentRegistrar::MODULE, "Odd_One", dirname(__FILE__) . "/code");
            ComponentRegistrar::register( /* odd */ 'module', 'Odd_One', dirname(__DIR__) . '/odd' . '/code', );
            ComponentRegistrar::register(path: __DIR__ . '/code', componentName: 'Odd_One', type: ComponentRegistrar::MODULE);
            foreach (['Odd_One' => '/code'] as $n => $p) { ComponentRegistrar::register(ComponentRegistrar::MODULE, $n, __DIR__ . $p); }
            if (!function_exists('x')) { exit('never run'); } ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Odd_One', \\dirname(__DIR__, 2) . '/acme/odd/code');
            """)
    void findsAModuleHoweverItIsRegistered(String call) {
        image.register("vendor/acme/odd/registration.php", "<?php\n" + call)
                .write("vendor/acme/odd/code/etc/module.xml", "<config><module name=\"Odd_One\"/></config>")
                .list("Odd_One", 1);
        String before = digest(image);

        assertThat(digest(image.write("vendor/acme/odd/code/Setup/Recurring.php", "new")))
                .isNotEqualTo(before);
    }

    @Test
    void namesAMissingModuleList() {
        image.delete("app/etc/config.php");

        Php.Ended ended = php.with("MAGENTO_ROOT", root).run("setup-digest.php");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("app/etc/config.php lists no modules");
    }

    private String digest(FakeImage of) {
        Php.Ended ended = php.with("MAGENTO_ROOT", of.root()).run("setup-digest.php");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).matches("[0-9a-f]{64}\n");
        return ended.out();
    }

    private static FakeImage filled(FakeImage image) {
        for (String file : new String[] {
            "etc/queue.xml", "etc/queue_consumer.xml", "etc/queue_publisher.xml", "etc/queue_topology.xml",
            "etc/communication.xml", "etc/indexer.xml", "etc/mview.xml", "etc/db_schema.xml",
            "etc/db_schema_whitelist.json", "Setup/InstallData.php", "Setup/Patch/Data/First.php"
        }) {
            image.write("vendor/acme/core/" + file, file);
        }
        return image.write("vendor/acme/new/src/etc/db_schema.xml", "<schema/>")
                .write("app/etc/db_schema.xml", "<schema/>")
                .module("Acme_Off", "vendor/acme/off", "<module name=\"Acme_Off\"/>")
                .list("Acme_Off", 0)
                .write("app/code/Local/Shop/Setup/Patch/Data/Local.php", "<?php // Setup/Patch/Data/Local.php");
    }
}
