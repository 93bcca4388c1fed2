<?php
/*
 * Inspects the env.php of a release's web pods before anything is touched, without Magento and without a connection.
 *
 * Usage:   php inspect-env.php [OVERRIDES]
 *          OVERRIDES: the overrides file to judge, default overrides.json beside this file. Not the one that the
 *          environment names: a Job's own has a private cache, which is neither here nor there.
 * Reads    env.php beside this file, with $MAGENTO_BLUEGREEN_BASE; the environment's MAGENTO_DC_ variables
 * Prints   one JSON object, never a value of env.php:
 *            result            Passed or Failed
 *            reason, message   when it failed: EnvMissing EnvSyntaxError EnvNotArray EnvBroken OverrideInEnvironment
 *                              FlagMissing PrefixMissing CacheNotShared SessionsNotShared
 *            varnish           whether http_cache_hosts names a host
 *            databaseIdentity  64 hexadecimal digits, the same for the same host, port and database name of one store
 * Exit     0 passed, 1 refused
 */

require_once __DIR__ . '/effective-env.php';

const FIX_PLACE = "in the store's env.php or in spec.env.overrides";

/** Backends that keep entries in the pod alone, or in files of a pod beside what is shared. */
const LOCAL_BACKENDS = ['file', 'sqlite', 'apc', 'apcu', 'xcache', 'eaccelerator'];

putenv('MAGENTO_BLUEGREEN_OVERRIDES=' . ($argv[1] ?? __DIR__ . '/overrides.json'));
$verdict = ['result' => 'Passed'];
$refuse = static function (Refusal $refusal) use (&$verdict): void {
    $verdict = ['result' => 'Failed', 'reason' => $refusal->reason, 'message' => $refusal->getMessage()] + $verdict;
    report($verdict);
};
try {
    refuse_overrides_in_environment();
    $env = effective_env($refuse);
    $verdict['varnish'] = !empty($env['http_cache_hosts']) && is_array($env['http_cache_hosts']);
    $verdict['databaseIdentity'] = database_identity($env);
    refuse_without_flag($env);
    refuse_without_prefix($env);
    refuse_private_caches($env['cache']['frontend']);
    refuse_private_sessions($env);
    report($verdict);
} catch (Refusal $refusal) {
    $refuse($refusal);
    exit(1);
} catch (Throwable $cause) {
    $refuse(new Refusal('EnvBroken', 'env.php could not be inspected: ' . get_class($cause) . ' in line ' . $cause->getLine() . ' of the program.'));
    exit(1);
}

function report(array $verdict): void
{
    echo json_encode($verdict, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}

/** It replaces whole sections of env.php, a cache section with its backend for one without, in every pod that has it. */
function refuse_overrides_in_environment(): void
{
    if ((string) getenv('MAGENTO_DC__OVERRIDE') !== '') {
        throw new Refusal('OverrideInEnvironment', 'The environment sets MAGENTO_DC__OVERRIDE, which replaces whole sections of env.php: take it out of spec.env.from, spec.web.podPatch and the image, and use spec.env.overrides.');
    }
}

/** A variable for the flag would win over env.php, and its "false" means true to some versions of Magento. */
function refuse_without_flag(array $env): void
{
    if (getenv('MAGENTO_DC_DEPLOYMENT__BLUE_GREEN__ENABLED') !== false) {
        throw new Refusal('OverrideInEnvironment', 'The environment sets MAGENTO_DC_DEPLOYMENT__BLUE_GREEN__ENABLED: take it out, env.php carries the flag.');
    }
    if (($env['deployment']['blue_green']['enabled'] ?? null) !== true) {
        throw new Refusal('FlagMissing', 'deployment.blue_green.enabled of env.php is not true: without it this release refuses pages once a newer one has upgraded the database. Use the wrapper and the overrides of one version of the operator.');
    }
}

function refuse_without_prefix(array $env): void
{
    $prefixes = [];
    foreach (($env['cache']['frontend'] ?? []) + ['default' => [], 'page_cache' => []] as $frontend) {
        $prefixes[] = (string) ($frontend['id_prefix'] ?? '');
    }
    if (in_array('', $prefixes, true) || count(array_unique($prefixes)) > 1) {
        throw new Refusal('PrefixMissing', "Not every frontend of env.php's cache has the release's id_prefix, and releases would read each other's entries. Use the wrapper and the overrides of one version of the operator.");
    }
}

/** What another pod cannot clean stays stale in this one, for ever. */
function refuse_private_caches(array $frontends): void
{
    foreach ($frontends as $name => $frontend) {
        if (!is_shared($frontend)) {
            $name = preg_replace('/[^\w.-]/', '?', (string) $name);
            throw new Refusal('CacheNotShared', "cache.frontend.$name of env.php keeps its entries inside the pod, where no other pod can clean them: give it a backend that all pods share, such as Redis, " . FIX_PLACE . '.');
        }
    }
}

function is_shared(array $frontend): bool
{
    $options = is_array($frontend['backend_options'] ?? null) ? $frontend['backend_options'] : [];
    return match (short_name($frontend['backend'] ?? '')) {
        // Magento's alias for a remote level in the database.
        'remote_synchronized_cache' => true,
        'remotesynchronizedcache' => is_shared_backend($options['remote_backend'] ?? ''),
        // Entries are shared, but their tags, which cleaning goes by, are in files unless a second backend is named.
        'memcached', 'libmemcached' => is_shared_backend($frontend['slow_backend'] ?? ''),
        default => is_shared_backend($frontend['backend'] ?? ''),
    };
}

function is_shared_backend(mixed $backend): bool
{
    $name = short_name($backend);
    return $name !== '' && !in_array($name, LOCAL_BACKENDS, true);
}

/** Cm_Cache_Backend_File, \Magento\Framework\Cache\Backend\File and file are all "file". */
function short_name(mixed $backend): string
{
    $name = strtolower(is_string($backend) ? $backend : '');
    return $name === 'remote_synchronized_cache' ? $name : (string) preg_replace('/^.*(?:\\\\|backend_)/s', '', $name);
}

/** Where env.php says nothing, PHP's own setting decides, which is files unless the image sets it. */
function refuse_private_sessions(array $env): void
{
    $save = leaf($env, 'session/save') ?: (ini_get('session.save_handler') ?: 'files');
    if (!is_string($save) || strtolower($save) === 'files') {
        throw new Refusal('SessionsNotShared', 'Sessions are kept in files inside the pod, so the flip would log everybody out and empty their carts: set session.save to redis or db ' . FIX_PLACE . '.');
    }
}

/**
 * Salted with the store's oldest encryption key, which belongs to the data: whoever reads a verdict cannot try out host
 * names.
 */
function database_identity(array $env): string
{
    $connection = $env['db']['connection']['default'] ?? null;
    $host = is_array($connection) ? from_environment($connection['host'] ?? '') : '';
    $name = is_array($connection) ? from_environment($connection['dbname'] ?? '') : '';
    if (!is_string($host) || $host === '' || !is_scalar($name) || (string) $name === '') {
        throw new Refusal('EnvBroken', 'db.connection.default of env.php names no host or no dbname: write both ' . FIX_PLACE . '.');
    }
    if (!str_contains($host, '/') && !preg_match('/:\d+$/D', $host)) {
        $host .= ':' . ((is_scalar($connection['port'] ?? null) ? $connection['port'] : '') ?: 3306);
    }
    $key = leaf($env, 'crypt/key');
    $salt = strtok(is_string($key) ? $key : '', " \t\r\n");
    return hash_hmac('sha256', strtolower($host) . "\0" . $name, "magento-bluegreen\0" . $salt);
}
