<?php
// Stands for every PHP program of a store: says which one ran, and what it was told.
http_response_code((int) ($_GET['status'] ?? (basename(__FILE__) === '404.php' ? 404 : 200)));
if (isset($_GET['seconds'])) {
    touch(dirname($_SERVER['DOCUMENT_ROOT'], 2) . '/run/slow');
    usleep((int) ($_GET['seconds'] * 1e6));
}
if (isset($_GET['header'])) {
    header('X-Magento-Tags: ' . str_repeat('t', (int) $_GET['header']));
}
header('Content-Type: text/plain');
header('X-Magento-Release: from-php');
$said = ['CONTENT_TYPE', 'DOCUMENT_ROOT', 'HTTPS', 'HTTP_HOST', 'QUERY_STRING', 'REMOTE_ADDR', 'REQUEST_METHOD', 'REQUEST_SCHEME', 'REQUEST_URI',
    'SCRIPT_FILENAME', 'SCRIPT_NAME', 'SERVER_NAME', 'SERVER_PORT'];
echo 'program=', basename(__DIR__) === 'errors' ? 'errors/' : '', basename(__FILE__), "\n";
foreach ($said as $name) {
    if (isset($_SERVER[$name])) {
        echo $name, '=', $_SERVER[$name], "\n";
    }
}
echo 'body=', strlen(file_get_contents('php://input')), "\n";
