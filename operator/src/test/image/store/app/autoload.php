<?php
declare(strict_types=1);

return require __DIR__ . '/../vendor/autoload.php';
