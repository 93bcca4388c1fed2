package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvInspectionTest {

    private static final String GOOD = """
            <?php
            $default = ['id_prefix' => 'geheim_', 'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis'];
            $page = ['backend' => '\\Magento\\Framework\\Cache\\Backend\\Redis', 'backend_options' => ['password' => 'geheim']];
            $session = ['save' => 'redis'];
            $connection = ['host' => 'geheim-db', 'dbname' => 'geheim_shop', 'password' => 'geheim'];
            $further = [];
            //MORE
            return [
                'crypt' => ['key' => $key ?? 'geheim'],
                'cache' => ['frontend' => ['default' => $default, 'page_cache' => $page] + $further],
                'session' => $session,
                'db' => ['connection' => ['default' => $connection]],
                'http_cache_hosts' => $hosts ?? [],
            ];
            """;

    @TempDir
    Path folder;

    private Php php;

    @BeforeEach
    void layOut() {
        php = new Php(folder)
                .with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php"))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", folder.resolve("job-overrides.json"));
        overrides(Map.of());
        base("");
    }

    @Test
    void passesWhatPodsShare() throws IOException {
        JsonNode verdict = inspect();

        assertThat(verdict.get("result").asText()).isEqualTo("Passed");
        assertThat(verdict.get("varnish").asBoolean()).isFalse();
        assertThat(verdict.get("databaseIdentity").asText()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            syntax error ( 'geheim'                             | EnvSyntaxError
            return 'geheim';                                    | EnvNotArray
            return;                                             | EnvNotArray
            exit('geheim');                                     | EnvBroken
            throw new Exception('geheim');                      | EnvBroken
            geheim('geheim');                                   | EnvBroken
            function twice() {} function twice() {}             | EnvBroken
            interface A { function a(); } class B implements A {} | EnvBroken
            while (true) { $x[] = 'geheim geheim'; }            | EnvBroken
            $connection = [];                                   | EnvBroken
            $connection['dbname'] = null;                       | EnvBroken
            unset($default['backend']);                         | CacheNotShared
            $default['backend'] = 'Cm_Cache_Backend_File';      | CacheNotShared
            $default['backend'] = '\\Cm_Cache_Backend_File';    | CacheNotShared
            $default['backend'] = 'File';                       | CacheNotShared
            $default['backend'] = 'Zend_Cache_Backend_Apc';     | CacheNotShared
            $default['backend'] = 'memcached';                  | CacheNotShared
            $default['backend'] = ['redis'];                    | CacheNotShared
            $page = null;                                       | CacheNotShared
            $page['backend'] = '';                              | CacheNotShared
            $further = ['more' => ['id_prefix' => 'x']];        | CacheNotShared
            $default['backend'] = 'Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'; | CacheNotShared
            $session = [];                                      | SessionsNotShared
            $session = ['save' => ''];                          | SessionsNotShared
            $session = ['save' => 'files'];                     | SessionsNotShared
            $session = ['save' => '#env(NO_SUCH_VARIABLE)'];    | SessionsNotShared
            """)
    void refusesWithItsReason(String broken, String reason) throws IOException {
        base(broken);

        JsonNode verdict = inspect();

        assertThat(verdict.get("result").asText()).isEqualTo("Failed");
        assertThat(verdict.get("reason").asText()).as(verdict.toString()).isEqualTo(reason);
        assertThat(verdict.get("message").asText()).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$default['backend'] = 'database';",
                "$default['backend'] = 'redis';",
                "$default['backend'] = 'Cm_Cache_Backend_Redis';",
                "$default['backend'] = 'symfony_l2';",
                "$default['backend'] = 'remote_synchronized_cache';",
                "$default = ['backend' => 'memcached', 'slow_backend' => 'database'];",
                "$default = ['backend' => '\\\\Magento\\\\Framework\\\\Cache\\\\Backend\\\\RemoteSynchronizedCache',"
                        + " 'backend_options' => ['remote_backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',"
                        + " 'local_backend' => 'Cm_Cache_Backend_File']];",
                "$session = ['save' => 'db'];",
                "$session = ['save' => '#env(NO_SUCH_VARIABLE, \"redis\")'];",
                "$connection['host'] = '/run/mysqld/mysqld.sock';",
                "error_log('geheim'); trigger_error('geheim'); $undefined['geheim'];",
                "$root = BP;",
                "echo 'geheim'; ob_start(); echo 'geheim';",
                "function shop_host() { return 'geheim-db'; } $connection['host'] = shop_host();",
                "$further = ['more' => $default, 7 => $default];",
                "$connection = ['host' => 'a', 'dbname' => 'b', 'object' => new ArrayObject([1])];"
            })
    void passes(String base) throws IOException {
        base(base);

        assertThat(inspect().get("result").asText()).isEqualTo("Passed");
    }

    @Test
    void namesTheMissingFile() throws IOException {
        php.with("MAGENTO_BLUEGREEN_BASE", folder.resolve("none.php"));

        assertThat(inspect().get("reason").asText()).isEqualTo("EnvMissing");
    }

    @Test
    void namesBrokenOverrides() throws IOException {
        php.write("overrides.json", "{");

        assertThat(inspect().get("message").asText()).contains("overrides are no JSON object");
    }

    @Test
    void judgesTheOverridesOfWebPodsNotThoseOfTheJob() throws IOException {
        php.write("job-overrides.json", "{");

        assertThat(inspect().get("result").asText()).isEqualTo("Passed");
    }

    @Test
    void judgesTheOverridesItIsGiven() throws IOException {
        php.write("other.json", new EnvOverrides("0123456789", Map.of()).job());

        assertThat(inspect("other.json").get("reason").asText()).isEqualTo("CacheNotShared");
    }

    @Test
    void refusesAFlagThatIsNotTrue() throws IOException {
        php.write(
                "overrides.json",
                "{\"prefix\": \"p_\", \"merge\": {\"deployment\": {\"blue_green\": {\"enabled\": \"true\"}}}}");

        assertThat(inspect().get("reason").asText()).isEqualTo("FlagMissing");
    }

    @Test
    void refusesAWrapperThatSetsNoPrefix() throws IOException {
        php.write(
                "env.php",
                "<?php $c = require 'base.php'; $c['deployment']['blue_green']['enabled'] = true; return $c;");

        assertThat(inspect().get("reason").asText()).isEqualTo("PrefixMissing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAGENTO_DC__OVERRIDE", "MAGENTO_DC_DEPLOYMENT__BLUE_GREEN__ENABLED"})
    void refusesAnEnvironmentThatOverrules(String variable) throws IOException {
        php.with(variable, "{}");

        assertThat(inspect().get("reason").asText()).isEqualTo("OverrideInEnvironment");
    }

    @Test
    void readsTheSessionsFromTheEnvironmentAsMagentoDoes() throws IOException {
        base("$session = [];");
        php.with("MAGENTO_DC_SESSION__SAVE", "redis");

        assertThat(inspect().get("result").asText()).isEqualTo("Passed");
    }

    @Test
    void reportsVarnishWhereHostsAreNamed() throws IOException {
        base("$hosts = [['host' => 'varnish']];");

        assertThat(inspect().get("varnish").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            $connection['host'] = 'GEHEIM-DB:3306';                  | true
            $connection['password'] = 'geheim again';                | true
            $key = "geheim\\nand a newer one";                       | true
            $connection['host'] = 'geheim-db:3307';                  | false
            $connection['host'] = 'geheim-db2';                      | false
            $connection['dbname'] = 'geheim_other';                  | false
            $key = 'another';                                        | false
            """)
    void identifiesTheDatabaseByHostPortAndName(String changed, boolean same) throws IOException {
        String before = inspect().get("databaseIdentity").asText();
        base(changed);

        String after = inspect().get("databaseIdentity").asText();

        assertThat(after.equals(before)).isEqualTo(same);
    }

    private void base(String more) {
        php.write("base.php", GOOD.replace("//MORE", more));
    }

    private void overrides(Map<String, Object> users) {
        EnvOverrides overrides = new EnvOverrides("0123456789", users);
        php.write("overrides.json", overrides.web());
        php.write("job-overrides.json", overrides.job());
    }

    /** The verdict; whatever it is, it is one line, fits the exit code and shows no value of env.php. */
    private JsonNode inspect(String... overrides) throws IOException {
        String[] program = {"-d", "zend.exception_ignore_args=0", "-d", "memory_limit=64M", "inspect-env.php"};
        String[] arguments =
                Stream.concat(Arrays.stream(program), Arrays.stream(overrides)).toArray(String[]::new);
        Php.Ended ended = php.run(arguments);
        assertThat(ended.out()).endsWith("}\n").hasLineCount(1).doesNotContain("geheim");
        assertThat(ended.err()).isEmpty();
        JsonNode verdict = new ObjectMapper().readTree(ended.out());
        assertThat(ended.code()).isEqualTo(verdict.get("result").asText().equals("Passed") ? 0 : 1);
        return verdict;
    }
}
