package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.manifest.EnvOverrides;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is broken stops Magento with a message that names it, and never shows a value. */
class EnvWrapperBrokenTest {

    private static final String CATCH = "try { require 'env.php'; echo 'returned'; } catch (Throwable $e) {"
            + " echo $e->getCode(), ' ', $e->getMessage(), \"\\n\", $e->getTraceAsString(), $e->getPrevious(); }";

    @TempDir
    Path folder;

    private Php php;

    @BeforeEach
    void layOut() {
        php = new Php(folder)
                .with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php"))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", folder.resolve("overrides.json"));
        php.write("base.php", "<?php return ['db' => []];");
        php.write("overrides.json", new EnvOverrides("0123456789", Map.of()).web());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        <?php return ['password' => 'geheim' 'geheim'];   | 102 the store's own env.php has a syntax error: line 1 of base.php
        <?php return ['password' => 'geheim               | 102 the store's own env.php has a syntax error: line 1 of base.php
        <?php $config = ['password' => 'geheim'];         | 103 the store's own env.php returns no array
        <?php return 'geheim';                            | 103 the store's own env.php returns no array
        ~~                                                | 103 the store's own env.php returns no array
        <?php throw new DomainException('geheim');        | 104 the store's own env.php fails with DomainException: line 1 of base.php
        <?php return geheim('geheim');                    | 104 the store's own env.php fails with Error: line 1 of base.php
        <?php return ['cache' => 'geheim'];               | 104 cache.frontend of env.php is no array
        <?php return ['cache' => ['frontend' => [['geheim'], 'geheim']]]; | 104 cache.frontend.1 of env.php is no array
        <?php return require __DIR__ . '/geheim-there-is-none.php'; | 104 the store's own env.php fails with Error: line 1 of base.php
        """)
    void namesWhatIsBrokenInTheStoresFile(String base, String message) {
        php.write("base.php", base == null ? "" : base);

        Php.Ended ended = php.run("-d", "display_errors=0", "-d", "zend.exception_ignore_args=0", "-r", CATCH);

        assertThat(ended.out()).startsWith(message + "\n").doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"merge": {"a": "geheim"}                   | the release's overrides are no JSON object: Syntax error
        ["geheim"]                                  | the release's overrides are no JSON object: No error
        {"merge": "geheim", "prefix": "p_"}         | the release's overrides have a merge that is no object
        {"merge": ["geheim"], "prefix": "p_"}       | the release's overrides have a merge that is no object
        {"replace": 1, "prefix": "p_"}              | the release's overrides have a replace that is no object
        {"merge": {"a": "geheim"}}                  | the release's overrides have no prefix of letters, digits and underscores
        {"prefix": ""}                              | the release's overrides have no prefix of letters, digits and underscores
        {"prefix": "geheim-"}                       | the release's overrides have no prefix of letters, digits and underscores
        {"prefix": 12}                              | the release's overrides have no prefix of letters, digits and underscores
        """)
    void namesWhatIsBrokenInTheOverrides(String overrides, String message) {
        php.write("overrides.json", overrides);

        Php.Ended ended = php.run("-r", CATCH);

        assertThat(ended.out()).startsWith("105 " + message + "\n").doesNotContain("geheim");
    }

    @Test
    void namesTheMissingFile() {
        Php.Ended ended = php.with("MAGENTO_BLUEGREEN_BASE", "/no/env.php").run("-r", CATCH);

        assertThat(ended.out()).startsWith("101 the store's own env.php is missing or cannot be read at /no/env.php\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3s", "3; DROP TABLE geheim", "1e3", " 3", "12345678901"})
    void refusesALockTimeoutThatIsNoNumberOfSeconds(String timeout) {
        Php.Ended ended =
                php.with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", timeout).run("-r", CATCH);

        assertThat(ended.out()).startsWith("105 MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT is no number of seconds\n");
    }

    @Test
    void namesTheMissingOverrides() {
        Php.Ended ended = php.with("MAGENTO_BLUEGREEN_OVERRIDES", folder).run("-r", CATCH);

        assertThat(ended.out()).startsWith("105 the release's overrides are missing or cannot be read at " + folder);
    }
}
