<?php
declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $roots = ['Acme\\Store\\' => '/../app/code/Acme/Store/', 'Magento\\Framework\\' => '/magento/framework/'];
    foreach ($roots as $namespace => $folder) {
        if (str_starts_with($class, $namespace)) {
            $file = __DIR__ . $folder . strtr(substr($class, strlen($namespace)), '\\', '/') . '.php';
            is_file($file) && require $file;
        }
    }
});

foreach (glob(__DIR__ . '/../app/code/*/*/registration.php') as $registration) {
    require_once $registration;
}
