package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {

    private static final String BASE = """
            <?php
            return [
                'backend' => ['frontName' => 'admin_x1'],
                'crypt' => ['key' => "0123456789abcdef0123456789abcdef\\nfedcba9876543210fedcba9876543210"],
                'db' => ['table_prefix' => '', 'connection' => ['default' => [
                    'host' => 'db.example.com:3306', 'dbname' => 'magento', 'username' => 'shopuser',
                    'password' => 'p/w "q\\' \\\\ $x é <?php', 'engine' => 'innodb', 'active' => '1', 'port' => 3306,
                ], 'indexer' => ['password' => '#env(SHOP_PASSWORD)', 'username' => 'shopuser2']]],
                'cache' => ['frontend' => ['default' => [
                    'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                    'backend_options' => ['server' => 'redis-cache', 'password' => 'of-the-cache', 'database' => '0'],
                ]]],
                'queue' => ['amqp' => ['password' => 'redis', 'user' => 'guest']],
                'session' => ['save' => 'redis', 'redis' => ['password' => 'abc', 'enabled' => true]],
                'MAGE_MODE' => 'production',
                'object' => shop_object(),
            ];
            function shop_object() { $o = new stdClass(); $o->self = $o; $o->list = new ArrayObject(['held-by-an-object']); return $o; }
            ?>

            """;

    @TempDir
    Path folder;

    private Php php;

    @BeforeEach
    void layOut() {
        EnvOverrides overrides = new EnvOverrides("0123456789", Map.of("new", Map.of("token", "set-by-overrides")));
        php = new Php(folder);
        php.with("MAGENTO_BLUEGREEN_BASE", php.write("base.php", BASE))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", php.write("overrides.json", overrides.job()))
                .with("MAGENTO_DC_SESSION__REDIS__HOST", "sessions.example.com")
                .with("SHOP_PASSWORD", "from-the-environment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SQLSTATE[HY000] [1045] Access denied for user 'shopuser'@'10.0.0.7' | SQLSTATE[HY000] [1045] Access denied for user '***'@'10.0.0.7'
            Unknown database 'magento'                     | Unknown database '***'
            getaddrinfo for db.example.com:3306 failed     | getaddrinfo for *** failed
            password p/w "q' \\ $x é <?php!                | password ***!
            {"p":"p\\/w \\"q' \\\\ $x \\u00e9 <?php"}      | {"p":"***"}
            {"p":"p/w \\"q' \\\\ $x é <?php"}              | {"p":"***"}
            'p/w "q\\' \\\\ $x é <?php'                    | '***'
            mysql://u:p%2Fw%20%22q%27%20%5C%20%24x%20%C3%A9%20%3C%3Fphp@h | mysql://u:***@h
            PDO->__construct('p/w "q' \\ $x é...', 'x')    | PDO->__construct('***', 'x')
            key 0123456789abcdef0123456789abcdef           | key ***
            key fedcba9876543210fedcba9876543210           | key ***
            AUTH of-the-cache                              | AUTH ***
            set-by-overrides and from-the-environment      | *** and ***
            tcp://sessions.example.com:6379                | tcp://***:6379
            /admin_x1/login                                | /***/login
            shopuser2 shopuser                             | *** ***
            AUTH abc, abcd xabc                            | AUTH ***, abcd xabc
            from an object: held-by-an-object              | from an object: ***
            """)
    void blanksValues(String said, String shown) throws IOException {
        assertThat(blanked(said)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Run 'bin/magento setup:upgrade' in vendor/magento/framework",
                "Class Magento\\Framework\\Cache\\Backend\\Redis in production mode uses redis-cli",
                "1 0 true null 3306 13306 innodb 0123456789_ redis7",
                "shopusers of the magento2-base package, Magento_Customer",
                "" // nothing at all
            })
    void leavesTheRestReadable(String said) throws IOException {
        assertThat(blanked(said)).isEqualTo(said);
    }

    @Test
    void blanksValuesThatReadsCutInTwo() throws IOException {
        String dense = "xyz-of-the-cache".repeat(40_000);

        assertThat(blanked(dense)).isEqualTo("xyz-***".repeat(40_000));
    }

    @Test
    void blanksAllOfALongValue() throws IOException {
        String secret = "-----BEGIN-----" + "A1b2".repeat(500);
        php.write("base.php", "<?php return ['secret' => '" + secret + "'];");

        assertThat(blanked("<" + secret + ">")).doesNotContain("A1b2").doesNotContain("BEGIN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Access denied, using of-the-ca            | Access denied, using ***
            {"p":"p\\/w \\"q'                         | {"p":"***
            of-the-cache, of-the-                     | ***, ***
            the end is no beginning of-the            | the end is no beginning ***
            too little of a value to tell: of-        | too little of a value to tell: of-
            a value that stands whole is set-by-overrides | a value that stands whole is ***
            """)
    void blanksTheBeginningOfAValueWhereTheInputIsCut(String said, String shown) throws IOException {
        assertThat(blanked(said)).isEqualTo(shown);
        assertThat(blanked("of-the-ca\n")).isEqualTo("of-the-ca\n");
    }

    @Test
    void blanksWhatAnotherStepsOverridesSet() throws IOException {
        php.write("overrides.json", "{\"prefix\": \"a_\"}");
        php.write("clean-overrides.json", "{\"merge\": {\"queue\": {\"amqp\": {\"password\": \"of-the-queue\"}}}}");

        assertThat(blanked("AUTH of-the-queue")).isEqualTo("AUTH ***");
    }

    @Test
    void passesAnyOtherByteOn() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(7).nextBytes(bytes);
        Path input = Files.write(folder.resolve("input"), bytes);

        shell("php blank.php <input >output");

        assertThat(folder.resolve("output")).hasSameBinaryContentAs(input);
    }

    @Test
    void needsLittleMemoryForAHundredMegabytes() throws IOException {
        shell("yes \"$(head -c 5000 /dev/zero | tr '\\0' x) of-the-cache\" | head -c 100000000 |"
                + " php -d memory_limit=16M blank.php | grep -c '\\*\\*\\*$' >output");

        assertThat(folder.resolve("output")).hasContent("19944");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?php syntax error",
                "<?php return 1;",
                "<?php exit(0);",
                "<?php echo 'of-the-cache'; throw new Exception();"
            })
    void showsNothingWhereEnvPhpCannotBeRead(String broken) throws IOException {
        php.write("base.php", broken);

        Php.Ended ended = blank("of-the-cache");

        assertThat(ended).isEqualTo(new Php.Ended(1, "", ""));
    }

    private String blanked(String said) throws IOException {
        Php.Ended ended = blank(said);
        assertThat(ended.code()).isZero();
        return ended.out();
    }

    private Php.Ended blank(String said) throws IOException {
        php.write("said", said);
        return php.ended(php.start(List.of("/bin/sh", "-c", "php blank.php <said")));
    }

    private void shell(String command) throws IOException {
        assertThat(php.ended(php.start(List.of("/bin/sh", "-c", command))).code())
                .isZero();
    }
}
