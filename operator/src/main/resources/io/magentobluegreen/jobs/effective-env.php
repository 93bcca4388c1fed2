<?php
/*
 * The wrapper's result for the programs beside this file, without Magento, whatever the store's file does: it may be
 * broken, print, or end the process. No text of PHP's own about it is shown, as that may quote a password.
 *
 * Usage:   require_once; effective_env($refused) or loaded($file, $refused), once in a process, as Magento's own file may
 *          declare something; leaf($env, $path)
 * Reads    env.php beside this file, and what that reads; MAGENTO_ROOT
 */

ini_set('display_errors', '0');
ini_set('log_errors', '0');
ini_set('error_log', '/dev/null');

/** What is wrong with env.php or with what it names: the reason and the message of a verdict. */
final class Refusal extends RuntimeException
{
    public function __construct(public readonly string $reason, string $message)
    {
        parent::__construct($message);
    }
}

/**
 * The effective env.php.
 *
 * @param callable(Refusal): void $dying called when the store's file ends the process; prints the verdict. The exit code
 *     is then 1
 * @throws Refusal when it cannot be had
 */
function effective_env(callable $dying): array
{
    return loaded(__DIR__ . '/env.php', $dying);
}

/** The array that a configuration file returns; otherwise as effective_env. */
function loaded(string $file, callable $dying): array
{
    // Magento defines it before it reads env.php, and some files use it.
    defined('BP') || define('BP', getenv('MAGENTO_ROOT') ?: '/var/www/html');
    $loading = true;
    register_shutdown_function(static function () use (&$loading, $dying): void {
        if ($loading) {
            while (ob_get_level() > 0) {
                ob_end_clean();
            }
            $dying(new Refusal('EnvBroken', "The store's own env.php ends PHP before it returns: see that it neither exits nor fails."));
            exit(1);
        }
    });
    try {
        return load($file);
    } finally {
        $loading = false;
    }
}

function load(string $file): array
{
    // An endless loop would hang every page; nobody waits for it here.
    set_time_limit(30);
    $level = ob_get_level();
    ob_start(static fn (): string => '');
    try {
        return (static fn (): array => require func_get_arg(0))($file);
    } catch (Throwable $cause) {
        throw refusal($cause);
    } finally {
        while (ob_get_level() > $level) {
            ob_end_clean();
        }
        set_time_limit(0);
    }
}

function refusal(Throwable $cause): Refusal
{
    $what = $cause instanceof RuntimeException ? ucfirst($cause->getMessage()) : 'The wrapper of env.php failed';
    return match ($cause instanceof RuntimeException ? $cause->getCode() : 0) {
        101 => new Refusal('EnvMissing', "$what: see that the Secret of spec.env.secretName has the key spec.env.key and that the pod's user may read it."),
        102 => new Refusal('EnvSyntaxError', "$what: mend it in the Secret of spec.env.secretName, php -l shows the error."),
        103 => new Refusal('EnvNotArray', "$what: end it with a return of the whole array, as app/etc/env.php does."),
        default => new Refusal('EnvBroken', "$what: mend the store's file or spec.env.overrides; every page would fail the same way."),
    };
}

/**
 * A single value as Magento reads it: environment variables named MAGENTO_DC_ and the path win over env.php, and env.php
 * may name a variable. Sections read as a whole, like cache and db, know neither.
 */
function leaf(array $env, string $path): mixed
{
    $override = getenv('MAGENTO_DC_' . strtoupper(str_replace('/', '__', $path)));
    if ($override !== false) {
        return $override;
    }
    $value = $env;
    foreach (explode('/', $path) as $key) {
        $value = is_array($value) ? ($value[$key] ?? null) : null;
    }
    return from_environment($value);
}

/** The value of a variable written as #env(NAME) or #env(NAME, "default"); any other value as it is. */
function from_environment(mixed $value): mixed
{
    if (is_string($value) && preg_match('/^#env\(\s*(\w+)\s*(?:,\s*"([^"]+)")?\)$/', $value, $found)) {
        return getenv($found[1]) ?: ($found[2] ?? null);
    }
    return $value;
}
