package io.magentobluegreen.e2e;

import java.util.List;

/**
 * The database of one test's store, as Magento's installation would leave it: no release has upgraded it yet (schema 0), unless {@link
 * #pretendUpgradedTo} says so. Every command that changes something leaves a row, so that runs can be counted.
 */
public final class StoreDatabase {

    /** One run of a command that changes something; {@code exitCode} is empty while it runs or when it was killed. */
    public record Run(String command, int release, String pod, String prefix, String exitCode) {}

    private final MariaDb server;
    private final String name;

    private StoreDatabase(MariaDb server, String name) {
        this.server = server;
        this.name = name;
    }

    static StoreDatabase create(MariaDb server, String name) {
        var database = new StoreDatabase(server, name);
        server.query("CREATE DATABASE `" + name + "`; CREATE USER '" + name + "'@'%' IDENTIFIED BY '"
                + database.password() + "';" + "GRANT ALL ON `" + name + "`.* TO '" + name + "'@'%'");
        database.query("""
                CREATE TABLE acme_store (schema_number INT NOT NULL);
                INSERT INTO acme_store VALUES (0);
                CREATE TABLE setup_module (module VARCHAR(50) PRIMARY KEY, schema_version VARCHAR(50), data_version VARCHAR(50));
                CREATE TABLE patch_list (patch_id INT AUTO_INCREMENT PRIMARY KEY, patch_name VARCHAR(1024) NOT NULL);
                CREATE TABLE indexer_state (state_id INT AUTO_INCREMENT PRIMARY KEY, indexer_id VARCHAR(255), status VARCHAR(16));
                INSERT INTO indexer_state (indexer_id, status) VALUES ('catalog_product_price', 'valid'), ('catalogrule_rule', 'valid');
                CREATE TABLE command_run (id INT AUTO_INCREMENT PRIMARY KEY, command VARCHAR(255) NOT NULL, release_number INT NOT NULL,
                    pod VARCHAR(255), prefix VARCHAR(64), started DATETIME(3) DEFAULT NOW(3), ended DATETIME(3), exit_code INT);
                """);
        return database;
    }

    /** The {@code db} section of a store's env.php. */
    String envSection() {
        return "['table_prefix' => '', 'connection' => ['default' => ['host' => '%s', 'dbname' => '%s', 'username' => '%s',"
                        .formatted(server.address(), name, name)
                + " 'password' => '%s', 'model' => 'mysql4', 'engine' => 'innodb', 'initStatements' => 'SET NAMES utf8;', 'active' => '1']]]"
                        .formatted(password());
    }

    /** As if another pipeline had upgraded the database up to this release. */
    public void pretendUpgradedTo(int release) {
        query("UPDATE acme_store SET schema_number = " + release);
        for (int patch = 1; patch <= release; patch++) {
            query("INSERT INTO patch_list (patch_name) VALUES ('Acme\\\\Store\\\\Setup\\\\Patch\\\\Data\\\\Release"
                    + patch + "')");
        }
        query("REPLACE INTO setup_module VALUES ('Acme_Store', '1." + release + ".0', '1." + release + ".0')");
    }

    /** Which releases began a {@code setup:upgrade}, in order. */
    public List<Integer> upgrades() {
        return runs("setup:upgrade").stream().map(Run::release).toList();
    }

    /** The runs of the commands that begin like this, in order. */
    public List<Run> runs(String command) {
        return query(
                        "SELECT command, release_number, pod, prefix, IFNULL(exit_code, '') FROM command_run WHERE command LIKE '"
                                + command + "%' ORDER BY id")
                .stream()
                .map(row -> row.split("\t", -1))
                .map(column -> new Run(column[0], Integer.parseInt(column[1]), column[2], column[3], column[4]))
                .toList();
    }

    /** The release whose schema the database has. */
    public int schema() {
        return Integer.parseInt(query("SELECT schema_number FROM acme_store").get(0));
    }

    /** Marks an index as invalid, as an upgrade may. */
    public void invalidate(String index) {
        query("UPDATE indexer_state SET status = 'invalid' WHERE indexer_id = '" + index + "'");
    }

    /** From now on every page that asks the database fails, in every pod of every release at the same moment. */
    public void breaks() {
        query("RENAME TABLE acme_store TO acme_store_away");
    }

    /** As before {@link #breaks()}. */
    public void mends() {
        query("RENAME TABLE acme_store_away TO acme_store");
    }

    void drop() {
        server.query("DROP DATABASE `" + name + "`; DROP USER '" + name + "'@'%'");
    }

    /** A value that must never be seen in a status, an event or a log. */
    String password() {
        return "secret-of-" + name;
    }

    private List<String> query(String sql) {
        return server.query("USE `" + name + "`; " + sql);
    }
}
