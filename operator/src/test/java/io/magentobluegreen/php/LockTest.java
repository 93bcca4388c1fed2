package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.RealMariaDb;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** lock.php on a real MariaDB, with a ping every second. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LockTest {

    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    Path folder;

    /** Of each test alone, as a server notices late that a client has ended. */
    private final String shop = "lock_shop_" + TESTS.incrementAndGet();

    private final List<Process> started = new ArrayList<>();
    private RealMariaDb database;
    private Php php;

    @BeforeEach
    void createDatabase() {
        database = RealMariaDb.shared();
        database.createDatabase(shop, "geheim");
        EnvOverrides overrides = new EnvOverrides("0123456789", Map.of());
        php = new Php(folder);
        php.with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php"))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", php.write("overrides.json", overrides.job()));
        base("127.0.0.1:" + database.port(), "geheim");
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void holdsTheLockWhileItsStandardInputIsOpen() throws IOException {
        Process lock = held();

        assertThat(holder()).isNotEqualTo("NULL");
        assertThat(lock.isAlive()).isTrue();
    }

    @Test
    void letsGoWhenItsStandardInputIsClosed() throws Exception {
        Process lock = held();

        lock.getOutputStream().close();

        assertThat(lock.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lock.exitValue()).isZero();
        assertThat(holder()).isEqualTo("NULL");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsGoWhenItIsEnded(boolean forcibly) throws IOException {
        Process lock = held();

        ProcessHandle handle = lock.toHandle();
        assertThat(forcibly ? handle.destroyForcibly() : handle.destroy()).isTrue();

        await().until(() -> holder().equals("NULL"));
    }

    @Test
    void saysAtOnceThatSomebodyElseHoldsIt() throws IOException {
        held();

        Php.Ended second = php.run("lock.php", "1");

        assertThat(second.code()).isEqualTo(75);
        assertThat(second.out()).isEmpty();
    }

    @Test
    void keepsOffNoOtherDatabaseOfTheSameServer() throws IOException {
        held();
        database.createDatabase(shop + "_other", "geheim");
        php.write("base.php", Files.readString(folder.resolve("base.php")).replace(shop, shop + "_other"));

        assertThat(php.run("lock.php", "1").out()).isEqualTo("held\n");
    }

    @Test
    void getsTheLockAgainAfterALostConnection() throws IOException {
        held();
        String before = holder();

        database.sql("KILL " + before);

        await().untilAsserted(() -> {
            assertThat(holder()).isNotEqualTo("NULL").isNotEqualTo(before);
            assertThat(stderr()).contains("is lost").contains("is held again").doesNotContain("geheim");
        });
    }

    @Test
    void endsWhenSomebodyElseGotTheLockMeanwhile() throws Exception {
        Process lock = held();
        Process other = client("SELECT GET_LOCK('magento-bluegreen." + shop + "', 100); SELECT SLEEP(100)");

        database.sql("KILL " + holder());

        assertThat(lock.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lock.exitValue()).isEqualTo(75);
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void connectsThroughASocket() {
        base(database.socket().toString(), "geheim");

        assertThat(php.run("lock.php").out()).isEqualTo("held\n");
    }

    @Test
    void namesARefusedPasswordByItsNumber() {
        base("127.0.0.1:" + database.port(), "geheim-wrong");

        Php.Ended ended = php.run("lock.php");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("error 1045").doesNotContain("geheim").doesNotContain(shop);
    }

    @Test
    void waitsForASilentDatabaseNoLongerThanItIsTold() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            base("127.0.0.1:" + silent.getLocalPort(), "geheim");

            Php.Ended ended = php.run("lock.php", "1", "1");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("The database of env.php answers with error 200");
        }
    }

    @Test
    void digestsANameThatIsTooLong() throws IOException {
        String name = "long_".repeat(12);
        database.createDatabase(name, "geheim");
        php.write("base.php", Files.readString(folder.resolve("base.php")).replace(shop, name));

        assertThat(php.run("lock.php").out()).isEqualTo("held\n");
    }

    private void base(String host, String password) {
        php.write("base.php", """
                <?php return ['db' => ['connection' => ['default' => [
                    'host' => '%1$s', 'dbname' => '%2$s', 'username' => '%2$s', 'password' => '%3$s',
                    'driver_options' => [PDO::ATTR_PERSISTENT => true],
                ]]]];
                """.formatted(host, shop, password));
    }

    private Process held() throws IOException {
        Process lock = php.start("lock.php", "1");
        started.add(lock);
        BufferedReader out = lock.inputReader();
        assertThat(out.readLine()).as("from lock.php, which says %s", stderr()).isEqualTo("held");
        return lock;
    }

    private Process client(String sql) throws IOException {
        Process client = php.start(List.of(
                "mariadb", "--no-defaults", "--user=root", "--socket=" + database.socket(), "--execute=" + sql));
        started.add(client);
        await().until(() -> database.sql("SHOW PROCESSLIST").contains("User lock"));
        return client;
    }

    private String holder() {
        return database.sql("SELECT IS_USED_LOCK('magento-bluegreen." + shop + "')")
                .trim();
    }

    private String stderr() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }
}
