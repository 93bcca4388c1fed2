<?php
declare(strict_types=1);

namespace Magento\Framework\Component;

/** Where each module, theme and library lies, as its registration file says. */
final class ComponentRegistrar
{
    public const MODULE = 'module';

    /** @var array<string, array<string, string>> */
    private static array $paths = [];

    public static function register(string $type, string $name, string $path): void
    {
        self::$paths[$type][$name] = $path;
    }

    /** @return array<string, string> */
    public function getPaths(string $type): array
    {
        return self::$paths[$type] ?? [];
    }

    public function getPath(string $type, string $name): ?string
    {
        return self::$paths[$type][$name] ?? null;
    }
}
