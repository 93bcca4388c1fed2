package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.RealMariaDb;
import io.magentobluegreen.manifest.EnvOverrides;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Job's connections on a real MariaDB: the store's own statements hold, and so does the lock timeout. */
class InitStatementsTest {

    /** Runs the statements of the effective env.php one after the other, as Magento does at each connection. */
    private static final String ASK = """
            $connection = (require 'env.php')['db']['connection']['default'];
            $pdo = new PDO($connection['dsn'], 'init_shop', 'geheim', [PDO::MYSQL_ATTR_MULTI_STATEMENTS => true]);
            if (isset($connection['initStatements'])) {
                for ($ran = $pdo->query($connection['initStatements']); $ran->nextRowset(););
            }
            echo implode(' ', $pdo->query('SELECT @@lock_wait_timeout, @@wait_timeout, @@character_set_client')->fetch(PDO::FETCH_NUM));
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            null                                                  | 4 28800 utf8mb3
            ''                                                    | 4 28800 utf8mb4
            'SET NAMES latin1'                                    | 4 28800 latin1
            'SET NAMES latin1;'                                   | 4 28800 latin1
            'SET NAMES latin1; SET SESSION wait_timeout=77 ; '    | 4 77 latin1
            "SET NAMES latin1\\n-- as ever"                       | 4 28800 latin1
            "SET @a = ';'"                                        | 4 28800 utf8mb4
            'SET SESSION lock_wait_timeout=600'                   | 4 28800 utf8mb4
            """)
    void giveUpWaitingForATable(String own, String expected) {
        Php php = php(own).with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "4");
        php.write("overrides.json", overrides().job());

        assertThat(php.run("-r", ASK)).isEqualTo(new Php.Ended(0, expected, ""));
    }

    @Test
    void ofWebPodsAreTheStoresOwn() {
        Php php = php("'SET SESSION lock_wait_timeout=600'");
        php.write("overrides.json", overrides().web());

        assertThat(php.run("-r", ASK).out()).startsWith("600 ");
    }

    @Test
    void giveUpAsSoonAsTheNextTryOfTheSameReleaseSays() {
        Php php = php("'SET NAMES latin1'");
        php.write("overrides.json", overrides().job());

        assertThat(php.with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "3")
                        .run("-r", ASK)
                        .out())
                .startsWith("3 ");
        assertThat(php.with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "30")
                        .run("-r", ASK)
                        .out())
                .startsWith("30 ");
    }

    private static EnvOverrides overrides() {
        return new EnvOverrides("0123456789", Map.of());
    }

    private Php php(String own) {
        RealMariaDb database = RealMariaDb.shared();
        database.createDatabase("init_shop", "geheim");
        Php php = new Php(folder);
        php.write("base.php", """
                <?php return ['db' => ['connection' => ['default' => [
                    'dsn' => 'mysql:host=127.0.0.1;port=%d;dbname=init_shop;charset=utf8mb4', 'initStatements' => %s,
                ]]]];
                """.formatted(database.port(), own));
        return php.with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php"))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", folder.resolve("overrides.json"));
    }
}
