<?php
return [
    'backend' => ['frontName' => 'admin_1x'],
    'crypt' => ['key' => 'base64QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo='],
    'cache' => [
        'graphql' => ['id_salt' => 'Pn9uOiVDMpKGYHlDRWqhVOeBI7ZqHCtd'],
        'frontend' => [
            'default' => [
                'id_prefix' => '061_',
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                'backend_options' => [
                    'server' => 'redis',
                    'database' => '0',
                    'port' => '6379',
                    'password' => "p'w\"\$d\\n",
                    'compress_data' => '1',
                    'preload_keys' => [
                        '061_EAV_ENTITY_TYPES:hash',
                        '061_GLOBAL_PLUGIN_LIST:hash',
                        'OTHER_061_KEY',
                    ],
                ],
            ],
            'page_cache' => [
                'id_prefix' => '061_',
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                'backend_options' => ['server' => 'redis', 'database' => '1', 'compress_data' => '0'],
            ],
        ],
        'allow_parallel_generation' => false,
    ],
    'session' => ['save' => 'redis', 'redis' => ['host' => 'redis', 'database' => '2', 'disable_locking' => '0']],
    'db' => [
        'table_prefix' => '',
        'connection' => [
            'default' => [
                'host' => 'db',
                'dbname' => 'magento',
                'username' => 'magento',
                'password' => 's3cret',
                'model' => 'mysql4',
                'engine' => 'innodb',
                'initStatements' => 'SET NAMES utf8;',
                'active' => '1',
                'driver_options' => [1014 => false],
            ],
        ],
    ],
    'http_cache_hosts' => [['host' => 'varnish', 'port' => '80']],
    'cron' => ['enabled' => 1, 'other' => 'kept'],
    'MAGE_MODE' => 'production',
    'cache_types' => ['config' => 1, 'layout' => 1],
    'install' => ['date' => 'Mon, 01 Jan 2024 00:00:00 +0000'],
];
