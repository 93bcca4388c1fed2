<?php
/*
 * Holds the lock that keeps two upgrades off one database, on a connection of its own, for as long as its standard input
 * is open. The database lets go of it when the connection ends, however that happens.
 *
 * Usage:   php lock.php [PING [ANSWER]]   started in the background, standard input a pipe that its owner closes
 *          PING: seconds between two pings, default 30; ANSWER: seconds that connecting and each answer may take, 10
 * Reads    env.php beside this file, and what that reads
 * Prints   "held" and a line break as soon as it has the lock; what happens to the connection on standard error
 * Exit     0 standard input was closed, the lock is free again
 *          75 somebody else holds the lock; at the start at once, after a lost connection when it stays so
 *          1 the database or env.php does not answer: a sentence on standard error
 *          A signal ends it too, and the lock with it.
 * The lock is the server's: on a cluster with several writing nodes it is one node's.
 */

require_once __DIR__ . '/effective-env.php';
require_once __DIR__ . '/database.php';

final class Lock
{
    private PDO $connection;

    /**
     * @param int $answer seconds that connecting and each answer may take
     * @param int $silence seconds after which the server drops a silent connection, and the lock of a pod whose node is
     *     gone
     */
    public function __construct(
        private readonly array $env,
        private readonly string $name,
        private readonly int $answer,
        private readonly int $silence
    ) {
    }

    /** Whether it is ours now. */
    public function take(): bool
    {
        $this->connection = connect($this->env, $this->answer);
        $this->ask('SET SESSION wait_timeout = ' . $this->silence);
        $answer = $this->ask('SELECT GET_LOCK(?, 0)', [$this->name]);
        if (!in_array((string) $answer, ['0', '1'], true)) {
            throw new Refusal('DatabaseUnreachable', 'The database gave no lock and no reason: see its error log.');
        }
        return (string) $answer === '1';
    }

    /** Whether the connection, and so the lock, is still there. */
    public function isHeld(): bool
    {
        try {
            return (string) $this->ask('SELECT IS_USED_LOCK(?) = CONNECTION_ID()', [$this->name]) === '1';
        } catch (Refusal) {
            return false;
        }
    }

    public function release(): void
    {
        try {
            $this->ask('SELECT RELEASE_LOCK(?)', [$this->name]);
        } catch (Refusal) {
            // It is free as soon as the connection is gone.
        }
    }

    private function ask(string $sql, array $values = []): mixed
    {
        try {
            $statement = $this->connection->prepare($sql);
            $statement->execute($values);
            return $statement->columnCount() > 0 ? $statement->fetchColumn() : null;
        } catch (Throwable $cause) {
            throw refused($cause);
        }
    }
}

/** At most 64 characters on MySQL. Names of databases fit or are digested. */
function lock_name(string $database): string
{
    $name = "magento-bluegreen.$database";
    return preg_match('/^[\x21-\x7e]{1,64}$/D', $name) ? $name : 'magento-bluegreen.' . substr(hash('sha256', $database), 0, 40);
}

/** Waits, and says whether standard input was closed meanwhile. */
function closed_within(float $seconds): bool
{
    $until = microtime(true) + $seconds;
    do {
        $read = [STDIN];
        $write = $except = null;
        $left = max(0.0, $until - microtime(true));
        if (@stream_select($read, $write, $except, (int) $left, (int) (fmod($left, 1) * 1e6))) {
            if (fread(STDIN, 8192) === '' && feof(STDIN)) {
                return true;
            }
        }
    } while (microtime(true) < $until);
    return false;
}

function say(string $sentence): void
{
    fwrite(STDERR, $sentence . "\n");
}

/** Gets the lock again; true when standard input was closed before that, 75 is the end when somebody else keeps it. */
function closed_before_regained(Lock $lock, int $patience): bool
{
    $last = microtime(true) + $patience;
    while (!closed_within(1)) {
        try {
            if ($lock->take()) {
                say('The database lock is held again.');
                return false;
            }
            // It may be our own lost connection, which the server has not noticed yet.
            if (microtime(true) > $last) {
                say('The database lock went to somebody else.');
                exit(75);
            }
        } catch (Refusal $refusal) {
            // A server that is away can give the lock to nobody.
            $last = microtime(true) + $patience;
            say($refusal->getMessage());
        }
    }
    return true;
}

$ping = max(1, (int) ($argv[1] ?? 30));
$answer = max(1, (int) ($argv[2] ?? 10));
try {
    $env = effective_env(static fn (Refusal $refusal) => say($refusal->getMessage()));
    $lock = new Lock($env, lock_name(database_name($env)), $answer, 4 * $ping);
    if (!$lock->take()) {
        say('Somebody else holds the lock of this database.');
        exit(75);
    }
    stream_set_blocking(STDIN, false);
    fwrite(STDOUT, "held\n");
    while (!closed_within($ping)) {
        if (!$lock->isHeld()) {
            say('The connection that held the database lock is lost: an upgrade elsewhere could begin. Tries to get it again.');
            if (closed_before_regained($lock, 5 * $ping)) {
                break;
            }
        }
    }
    $lock->release();
} catch (Refusal $refusal) {
    say($refusal->getMessage());
    exit(1);
}
