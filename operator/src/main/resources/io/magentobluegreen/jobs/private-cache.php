<?php
/*
 * Whether the env.php that this Job reads keeps its cache to itself: no frontend has a backend outside the pod, and no
 * Varnish is named. A missing list of hosts is not an empty one: Magento would purge its own address.
 *
 * Exit     0 private, 1 not, or env.php cannot be had
 */

require_once __DIR__ . '/effective-env.php';

$env = effective_env(static function (): void {
});
if (($env['http_cache_hosts'] ?? null) !== []) {
    exit(1);
}
foreach ($env['cache']['frontend'] ?? [] as $frontend) {
    if (!preg_match('/^(.*(\\\\|_))?File$/is', (string) ($frontend['backend'] ?? 'File'))) {
        exit(1);
    }
}
