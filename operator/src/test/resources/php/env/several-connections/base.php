<?php
return [
    'db' => [
        'table_prefix' => 'mg_',
        'connection' => [
            'default' => ['host' => 'db', 'dbname' => 'magento', 'initStatements' => 'SET NAMES utf8mb4; SET SESSION wait_timeout=600 ; '],
            'indexer' => ['host' => 'db', 'dbname' => 'magento', 'initStatements' => ''],
            'checkout' => ['host' => 'quote-db', 'dbname' => 'quote'],
            'sales' => ['host' => 'sales-db', 'dbname' => 'sales', 'initStatements' => "SET NAMES utf8\n-- as ever"],
        ],
        'slave_connection' => [
            'default' => ['host' => 'replica', 'dbname' => 'magento', 'initStatements' => "SET @a = ';'"],
        ],
    ],
    'resource' => ['default_setup' => ['connection' => 'default']],
];
