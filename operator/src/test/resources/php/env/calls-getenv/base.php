<?php
declare(strict_types=1);

$config = $overrides = $file = $base = 'variables of the store\'s file are its own';
$env = static fn (string $name, string $default = ''): string => getenv($name) === false ? $default : getenv($name);

return [
    'db' => ['connection' => ['default' => [
        'host' => $env('SHOP_DB_HOST', 'localhost'),
        'password' => getenv('SHOP_DB_PASSWORD'),
        'dbname' => '#env(SHOP_DB_NAME)',
        'username' => $env('SHOP_DB_UNSET', 'fallback'),
    ]]],
    'cache' => ['frontend' => ['default' => [
        'id_prefix' => $env('SHOP_PREFIX') . '_',
        'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
        'backend_options' => ['server' => $env('SHOP_REDIS'), 'preload_keys' => [$env('SHOP_PREFIX') . '_A:hash']],
    ]]],
];
