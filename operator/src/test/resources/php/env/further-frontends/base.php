<?php
return [
    'cache' => [
        'frontend' => [
            'page_cache' => ['prefix' => 'old_', 'backend' => 'database'],
            'sessions_of_bots' => ['backend' => 'memcached', 'memcached' => ['servers' => [['host' => 'mc', 'port' => 11211]]]],
            'nothing' => [],
            'null' => null,
            7 => ['id_prefix' => 7, 'backend_options' => ['preload_keys' => ['7A', 'B', 5]]],
        ],
        'type' => ['bots' => ['frontend' => 'sessions_of_bots']],
    ],
];
