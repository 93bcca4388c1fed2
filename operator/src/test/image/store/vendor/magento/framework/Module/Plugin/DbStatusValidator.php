<?php
declare(strict_types=1);

namespace Magento\Framework\Module\Plugin;

/** Refuses the code of another release than the database's, unless `deployment/blue_green/enabled` is set. */
final class DbStatusValidator
{
    /** @param array<string, mixed> $env */
    public static function refuses(array $env, int $code, int $database): bool
    {
        return $code !== $database && empty($env['deployment']['blue_green']['enabled']);
    }
}
