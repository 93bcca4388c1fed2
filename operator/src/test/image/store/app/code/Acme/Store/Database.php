<?php
declare(strict_types=1);

namespace Acme\Store;

use PDO;

/** The store's real database, reached as env.php says; its schema's number is that of the release that upgraded it last. */
final class Database
{
    private PDO $connection;

    /** @param array<string, mixed> $env */
    public function __construct(array $env)
    {
        $db = $env['db']['connection']['default'];
        [$host, $port] = explode(':', $db['host'] . ':3306');
        $this->connection = new PDO("mysql:host=$host;port=$port;dbname={$db['dbname']}", $db['username'], $db['password'], [
            PDO::ATTR_TIMEOUT => 5,
            PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        ]);
        foreach (array_filter(array_map('trim', explode(';', $db['initStatements'] ?? ''))) as $statement) {
            $this->connection->exec($statement);
        }
    }

    public function schema(): int
    {
        return (int) $this->connection->query('SELECT schema_number FROM acme_store')->fetchColumn();
    }

    /** Brings schema, versions and patches to this number, also downwards, as Magento's own upgrade does. */
    public function upgradeTo(int $number): void
    {
        $this->connection->exec("ALTER TABLE acme_store COMMENT = 'release $number'");
        $this->connection->exec("UPDATE acme_store SET schema_number = $number");
        $this->connection->exec("REPLACE INTO setup_module VALUES ('Acme_Store', '1.$number.0', '1.$number.0')");
        for ($patch = 1; $patch <= $number; $patch++) {
            $name = addslashes("Acme\\Store\\Setup\\Patch\\Data\\Release$patch");
            $this->connection->exec("INSERT INTO patch_list (patch_name) SELECT '$name' FROM DUAL
                WHERE NOT EXISTS (SELECT 1 FROM patch_list WHERE patch_name = '$name')");
        }
    }

    /** @return list<string> */
    public function invalidIndexes(): array
    {
        return $this->connection->query("SELECT indexer_id FROM indexer_state WHERE status = 'invalid'")->fetchAll(PDO::FETCH_COLUMN);
    }

    public function validateIndex(string $index): void
    {
        $this->connection->prepare("UPDATE indexer_state SET status = 'valid' WHERE indexer_id = ?")->execute([$index]);
    }

    public function begin(string $command, string $prefix): int
    {
        $this->connection->prepare('INSERT INTO command_run (command, release_number, pod, prefix) VALUES (?, ?, ?, ?)')
            ->execute([$command, Release::number(), gethostname(), $prefix]);
        return (int) $this->connection->lastInsertId();
    }

    public function end(int $run, int $exitCode): void
    {
        $this->connection->prepare('UPDATE command_run SET ended = NOW(3), exit_code = ? WHERE id = ?')->execute([$exitCode, $run]);
    }
}
