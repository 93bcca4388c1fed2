<?php
return [
    'backend' => ['frontName' => 'admin'],
    'crypt' => ['key' => 'f00df00df00df00df00df00df00df00d'],
    'db' => @db@,
    'resource' => ['default_setup' => ['connection' => 'default']],
    'session' => ['save' => 'redis', 'redis' => ['host' => '10.244.0.1', 'port' => '6379', 'database' => '2']],
    'cache' => [
        'frontend' => [
            'default' => [
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                'backend_options' => ['server' => '10.244.0.1', 'port' => '6379', 'database' => '0'],
            ],
            'page_cache' => [
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                'backend_options' => ['server' => '10.244.0.1', 'port' => '6379', 'database' => '1'],
            ],
        ],
    ],
    'MAGE_MODE' => 'production',
    'install' => ['date' => 'Mon, 02 Nov 2026 00:00:00 +0000'],
];
