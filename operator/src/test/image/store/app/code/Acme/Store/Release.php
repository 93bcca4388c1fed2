<?php
declare(strict_types=1);

namespace Acme\Store;

/** What the image says of itself, and the env.php it was given. */
final class Release
{
    public const ROOT = __DIR__ . '/../../../..';

    public static function number(): int
    {
        return (int) file_get_contents(self::ROOT . '/VERSION');
    }

    /** @return array<string, mixed> */
    public static function env(): array
    {
        return require self::ROOT . '/app/etc/env.php';
    }

    /** @param array<string, mixed> $env */
    public static function prefix(array $env): string
    {
        return (string) ($env['cache']['frontend']['default']['id_prefix'] ?? '');
    }
}
