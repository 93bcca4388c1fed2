<?php
declare(strict_types=1);

namespace Acme\Store;

/**
 * A scripted stand-in for Magento's command line. Each command does in the real database what the real one's callers can see of it;
 * the knobs `COMMAND.exit`, `.text` and `.seconds` (colons as dashes) decide otherwise, and `setup-upgrade.log.kib` how much it logs. Commands that change something count themselves.
 */
final class Commands
{
    private const CACHE_TYPES = ['config', 'layout', 'block_html', 'db_ddl', 'full_page'];

    private readonly array $env;

    private readonly Database $database;

    public function __construct()
    {
        $this->env = Release::env();
        $this->database = new Database($this->env);
    }

    /** @param list<string> $words the command and its arguments, without options */
    public function run(array $words): int
    {
        $command = array_shift($words) ?? 'list';
        return match ($command) {
            'setup:db:status' => $this->scripted($command, fn (): int => $this->databaseStatus()),
            'app:config:status' => $this->scripted($command, fn (): int => self::say('Config files are up to date.')),
            'module:config:status' => $this->scripted($command, fn (): int => self::say('The modules configuration is up to date.')),
            'cache:status' => $this->scripted($command, fn (): int => self::cacheStatus()),
            'indexer:status' => $this->scripted($command, fn (): int => $this->indexerStatus()),
            'setup:upgrade' => $this->counted($command, fn (): int => $this->upgrade()),
            'app:config:import' => $this->counted($command, fn (): int => self::say('Nothing to import.')),
            'cache:clean' => $this->counted($command . ' ' . implode(' ', $words), fn (): int => self::clean($words)),
            'indexer:reindex' => $this->counted($command . ' ' . implode(' ', $words), fn (): int => $this->reindex($words)),
            default => self::say("Command \"$command\" is not defined.") + 1,
        };
    }

    /** @param callable(): int $action */
    private function counted(string $command, callable $action): int
    {
        $run = $this->database->begin(trim($command), Release::prefix($this->env));
        $exitCode = $this->scripted(strtok($command, ' '), $action);
        $this->database->end($run, $exitCode);
        return $exitCode;
    }

    /** @param callable(): int $action */
    private function scripted(string $command, callable $action): int
    {
        $knob = strtr($command, ':', '-');
        sleep(Knobs::number("$knob.seconds"));
        $text = Knobs::text("$knob.text");
        if ($text !== '') {
            self::say($text);
        }
        $exitCode = Knobs::text("$knob.exit");
        return $exitCode === '' ? $action() : (int) $exitCode;
    }

    private function databaseStatus(): int
    {
        if ($this->database->schema() === Release::number()) {
            return self::say('All modules are up to date.');
        }
        return self::say("Declarative Schema is not up to date\nRun 'setup:upgrade' to update your DB schema and data.") + 2;
    }

    private static function cacheStatus(): int
    {
        $lines = array_map(static fn (string $type): string => sprintf('%30s: 1', $type), self::CACHE_TYPES);
        return self::say("Current status:\n" . implode("\n", $lines));
    }

    private function indexerStatus(): int
    {
        $line = '+-----------------------+---------------+------------------+-----------+---------------------+---------------------+';
        $invalid = $this->database->invalidIndexes();
        self::say($line . "\n" . '| ID                    | Title         | Status           | Update On | Schedule Status     | Schedule Updated    |');
        self::say($line);
        foreach (['catalog_product_price', 'catalogrule_rule'] as $index) {
            $status = in_array($index, $invalid, true) ? 'Reindex required' : 'Ready';
            self::say(sprintf('| %-21s | %-13s | %-16s | Save      |                     |                     |', $index, 'Index', $status));
        }
        return self::say($line);
    }

    private function upgrade(): int
    {
        self::logs(Knobs::number('setup-upgrade.log.kib'));
        self::say("Schema creation/updates:\nModule 'Acme_Store':");
        file_put_contents(Release::ROOT . '/app/etc/config.php', file_get_contents(Release::ROOT . '/app/etc/config.php'))
            || throw new \RuntimeException('The "config.php" deployment config file isn\'t writable.');
        $this->database->upgradeTo(Release::number());
        return self::say("Data install/update:\nModule 'Acme_Store':");
    }

    /** Writes so much into the log, as a module's script may, and ends the command where the disk has no room for it. */
    private static function logs(int $kib): void
    {
        if ($kib > 0 && @file_put_contents(Release::ROOT . '/var/log/system.log', str_repeat('x', 1024 * $kib)) !== 1024 * $kib) {
            throw new \RuntimeException('The file "var/log/system.log" cannot be written: ' . error_get_last()['message']);
        }
    }

    /** @param list<string> $types */
    private static function clean(array $types): int
    {
        $unknown = array_diff($types, self::CACHE_TYPES);
        if ($unknown !== []) {
            return self::say('The following requested cache types are not supported: \'' . implode("', '", $unknown) . '\'.') + 1;
        }
        return self::say("Cleaned cache types:\n" . implode("\n", $types ?: self::CACHE_TYPES));
    }

    /** @param list<string> $indexes */
    private function reindex(array $indexes): int
    {
        foreach ($indexes ?: $this->database->invalidIndexes() as $index) {
            $this->database->validateIndex($index);
            self::say("$index index has been rebuilt successfully in 00:00:00");
        }
        return 0;
    }

    private static function say(string $text): int
    {
        echo $text, "\n";
        return 0;
    }
}
