<?php
/*
 * app/etc/env.php of every pod of a release: the store's own file with the release's overrides merged into it.
 *
 * Usage:   mounted read-only as app/etc/env.php; Magento includes it, many times in one process, so it declares nothing.
 * Reads    the store's own file: $MAGENTO_BLUEGREEN_BASE, default /etc/magento-bluegreen/base/env.php
 *          the overrides:        $MAGENTO_BLUEGREEN_OVERRIDES, default /etc/magento-bluegreen/release/overrides.json
 *            merge           object; merged key by key. Anything but an object, a list too, takes the place of what is there
 *            replace         object; each key takes the place of that section as a whole
 *            prefix          required; id_prefix of every cache frontend, of default and page_cache always
 *          a lock timeout:       $MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT, whole seconds; every database connection gets it after
 *            its own initStatements. Of the process, not of the overrides: it may be another at the next try
 * Prints   nothing, whatever the store's file prints: a line after its closing tag would break the headers of every page
 * Returns  the effective array. Whatever the overrides do not name keeps its value, byte for byte.
 * Throws   RuntimeException where anything is broken, never half a configuration. Its message says what, and never a
 *          value of either file; its code says which:
 *            101 no file   102 syntax error   103 no array   104 the store's file fails   105 the overrides are broken
 *          All above the exit codes that Magento's commands use, as those end with an exception's code.
 */
return (new class () {
    private const BASE = '/etc/magento-bluegreen/base/env.php';
    private const OVERRIDES = '/etc/magento-bluegreen/release/overrides.json';

    /** What Magento runs on a connection that names no statements of its own. */
    private const INIT_STATEMENTS = 'SET NAMES utf8';

    public function read(): array
    {
        $base = $this->base(getenv('MAGENTO_BLUEGREEN_BASE') ?: self::BASE);
        $overrides = $this->overrides(getenv('MAGENTO_BLUEGREEN_OVERRIDES') ?: self::OVERRIDES);
        $config = $this->merge($base, $overrides->merge ?? new stdClass());
        foreach (get_object_vars($overrides->replace ?? new stdClass()) as $section => $value) {
            $config[$section] = $this->merge(null, $value);
        }
        $config = $this->prefix($config, $base, $overrides->prefix);
        return $this->initialise($config, $this->lockTimeout());
    }

    private function base(string $file): array
    {
        if (!is_file($file) || !is_readable($file)) {
            throw new RuntimeException("the store's own env.php is missing or cannot be read at $file", 101);
        }
        $level = ob_get_level();
        ob_start(static fn (): string => '');
        try {
            // The store's file sees none of this file's variables, and cannot change them.
            $config = (static fn () => require func_get_arg(0))($file);
        } catch (Throwable $cause) {
            throw $this->broken($cause);
        } finally {
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
        }
        if (!is_array($config)) {
            throw new RuntimeException("the store's own env.php returns no array", 103);
        }
        return $config;
    }

    /** PHP's own messages and traces show the text around an error, which may be a password: neither goes on. */
    private function broken(Throwable $cause): RuntimeException
    {
        $place = 'line ' . $cause->getLine() . ' of ' . basename($cause->getFile());
        return $cause instanceof ParseError
            ? new RuntimeException("the store's own env.php has a syntax error: $place", 102)
            : new RuntimeException("the store's own env.php fails with " . get_class($cause) . ": $place", 104);
    }

    private function overrides(string $file): stdClass
    {
        $json = is_file($file) && is_readable($file) ? file_get_contents($file) : false;
        if ($json === false) {
            throw new RuntimeException("the release's overrides are missing or cannot be read at $file", 105);
        }
        // As objects: only so is an empty object told from an empty list.
        $overrides = json_decode($json, false, 512, JSON_BIGINT_AS_STRING);
        if (!$overrides instanceof stdClass) {
            throw new RuntimeException("the release's overrides are no JSON object: " . json_last_error_msg(), 105);
        }
        foreach (['merge', 'replace'] as $key) {
            if (isset($overrides->$key) && !is_object($overrides->$key)) {
                throw new RuntimeException("the release's overrides have a $key that is no object", 105);
            }
        }
        // What Magento allows in the name of a cache entry.
        if (!is_string($overrides->prefix ?? null) || !preg_match('/^[A-Za-z0-9_]+$/D', $overrides->prefix)) {
            throw new RuntimeException("the release's overrides have no prefix of letters, digits and underscores", 105);
        }
        return $overrides;
    }

    private function merge(mixed $own, mixed $override): mixed
    {
        if (is_array($override)) {
            return array_map(fn (mixed $value): mixed => $this->merge(null, $value), $override);
        }
        if (!$override instanceof stdClass) {
            return $override;
        }
        $merged = is_array($own) ? $own : [];
        foreach (get_object_vars($override) as $key => $value) {
            $merged[$key] = $this->merge($merged[$key] ?? null, $value);
        }
        return $merged;
    }

    /**
     * A prefix nobody set is made of the folder's path, the same in two images: they would read each other's entries.
     * A frontend with nothing but a prefix is what an installation writes: the default backend, in files.
     */
    private function prefix(array $config, array $base, string $prefix): array
    {
        $frontends = $this->section($config, 'cache', 'frontend') + ['default' => [], 'page_cache' => []];
        foreach ($frontends as $name => $frontend) {
            $frontend ??= [];
            if (!is_array($frontend)) {
                throw new RuntimeException("cache.frontend.$name of env.php is no array", 104);
            }
            $before = $base['cache']['frontend'][$name] ?? [];
            $old = [...$this->prefixes($frontend), ...(is_array($before) ? $this->prefixes($before) : [])];
            $frontend['id_prefix'] = $prefix;
            if (is_array($frontend['backend_options'] ?? null)) {
                $frontend['backend_options'] = $this->carryOver($frontend['backend_options'], $old, $prefix);
            }
            $frontends[$name] = $frontend;
        }
        $config['cache']['frontend'] = $frontends;
        return $config;
    }

    /** @return list<string> */
    private function prefixes(array $frontend): array
    {
        $found = array_filter([$frontend['id_prefix'] ?? '', $frontend['prefix'] ?? ''], 'is_scalar');
        return array_values(array_filter(array_map('strval', $found), 'strlen'));
    }

    /** Keys to preload name the prefix; they stand at any depth, as a two-level cache has the options of both levels. */
    private function carryOver(array $options, array $old, string $prefix): array
    {
        // Longest first, so that a prefix which begins another does not cut it. Without any, the keys carry Magento's
        // own: three hexadecimal digits of the path's digest. Entries themselves are upper case.
        usort($old, static fn (string $one, string $other): int => strlen($other) <=> strlen($one));
        $pattern = $old ? implode('|', array_map(static fn (string $one): string => preg_quote($one, '/'), $old)) : '[0-9a-f]{3}_';
        foreach ($options as $name => $option) {
            if ($name === 'preload_keys' && is_array($option)) {
                $options[$name] = array_map(
                    static fn (mixed $key): mixed => is_string($key) ? preg_replace("/^(?:$pattern)/", $prefix, $key) : $key,
                    $option
                );
            } elseif (is_array($option)) {
                $options[$name] = $this->carryOver($option, $old, $prefix);
            }
        }
        return $options;
    }

    private function lockTimeout(): string
    {
        $seconds = (string) getenv('MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT');
        if ($seconds !== '' && !preg_match('/^[1-9][0-9]{0,8}$/D', $seconds)) {
            throw new RuntimeException('MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT is no number of seconds', 105);
        }
        return $seconds === '' ? '' : "SET SESSION lock_wait_timeout=$seconds";
    }

    /** Magento splits the statements at semicolons and runs one after the other. */
    private function initialise(array $config, string $statements): array
    {
        foreach ($statements === '' ? [] : ['connection', 'slave_connection'] as $kind) {
            foreach ($this->section($config, 'db', $kind) as $name => $connection) {
                if (is_array($connection)) {
                    // The line break ends a comment that the store's own statements may end with.
                    $own = rtrim((string) ($connection['initStatements'] ?? self::INIT_STATEMENTS), "; \t\r\n");
                    $config['db'][$kind][$name]['initStatements'] = ($own === '' ? '' : "$own\n; ") . $statements;
                }
            }
        }
        return $config;
    }

    private function section(array $config, string ...$path): array
    {
        $section = $config;
        foreach ($path as $key) {
            $section = $section[$key] ?? [];
            if (!is_array($section)) {
                throw new RuntimeException(implode('.', $path) . ' of env.php is no array', 104);
            }
        }
        return $section;
    }
})->read();
