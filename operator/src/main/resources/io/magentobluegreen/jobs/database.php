<?php
/*
 * A connection to the store's database as env.php describes it, for the programs beside this file.
 *
 * Usage:   require_once after effective-env.php; connect($env, $seconds), database_name($env), refused($cause)
 * What a server says about a refused connection names users and hosts: only its error's number goes on.
 */

/** What the commonest numbers mean. */
const DATABASE_ERRORS = [
    1040 => 'too many connections',
    1044 => 'the user may not use this database',
    1045 => 'access denied for user and password',
    1049 => 'no such database',
    1142 => 'the user may not read this table',
    1698 => 'access denied for user and password',
    2002 => 'no connection to host and port, or socket',
    2006 => 'the server went away',
    2013 => 'the connection was lost',
];

/**
 * Opens a connection with the driver options of env.php, TLS among them.
 *
 * @param int $seconds how long connecting, and then each answer, may take
 * @throws Refusal when env.php names no database, PHP has no driver, or the database does not let us in
 */
function connect(array $env, int $seconds): PDO
{
    $connection = default_connection($env);
    if (!extension_loaded('pdo_mysql')) {
        throw new Refusal('DatabaseUnreachable', 'PHP of this image has no pdo_mysql, which Magento needs too: add it to the image.');
    }
    // A server that takes connections and never answers would hold us for a day.
    ini_set('mysqlnd.net_read_timeout', (string) $seconds);
    $options = is_array($connection['driver_options'] ?? null) ? $connection['driver_options'] : [];
    $fixed = [
        PDO::ATTR_TIMEOUT => $seconds,
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_PERSISTENT => false,
        PDO::MYSQL_ATTR_MULTI_STATEMENTS => false,
    ];
    try {
        return new PDO(dsn($connection), text($connection, 'username'), text($connection, 'password'), $fixed + $options);
    } catch (Throwable $cause) {
        throw refused($cause);
    }
}

/** A database error as a verdict, without the server's own words. */
function refused(Throwable $cause): Refusal
{
    $number = (int) ($cause instanceof PDOException ? ($cause->errorInfo[1] ?? $cause->getCode()) : 0);
    $meaning = DATABASE_ERRORS[$number] ?? 'see the manual of the database';
    $what = $number > 0 ? "with error $number ($meaning)" : 'with ' . get_class($cause);
    return new Refusal('DatabaseUnreachable', "The database of env.php answers $what: see that host, dbname, username and password of db.connection.default are right and that it lets this pod in.");
}

function database_name(array $env): string
{
    return text(default_connection($env), 'dbname');
}

function default_connection(array $env): array
{
    $connection = $env['db']['connection']['default'] ?? null;
    if (!is_array($connection) || text($connection, 'host') === '' && text($connection, 'unix_socket') === '') {
        throw new Refusal('DatabaseUnreachable', 'db.connection.default of env.php names no host: write it there or in spec.env.overrides.');
    }
    return $connection;
}

/** Magento writes the port behind the host, and a socket's path in its place. */
function dsn(array $connection): string
{
    $host = text($connection, 'host');
    $parts = match (true) {
        text($connection, 'unix_socket') !== '' => ['unix_socket' => text($connection, 'unix_socket')],
        str_contains($host, '/') => ['unix_socket' => $host],
        preg_match('/^(.+):(\d+)$/sD', $host, $found) === 1 => ['host' => $found[1], 'port' => $found[2]],
        default => ['host' => $host, 'port' => text($connection, 'port') ?: '3306'],
    };
    $dsn = 'mysql:';
    foreach ($parts + ['dbname' => text($connection, 'dbname'), 'charset' => 'utf8'] as $name => $value) {
        $dsn .= $name . '=' . str_replace(';', ';;', $value) . ';';
    }
    return $dsn;
}

function text(array $connection, string $key): string
{
    $value = from_environment($connection[$key] ?? '');
    return is_scalar($value) ? (string) $value : '';
}
