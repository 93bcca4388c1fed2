<?php
declare(strict_types=1);

use Acme\Store\Pages;

require __DIR__ . '/../app/autoload.php';

try {
    (new Pages())->serve((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
} catch (Throwable $e) {
    http_response_code(500);
    error_log((string) $e);
    echo "There has been an error processing your request\n";
}
