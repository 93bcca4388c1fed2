<?php
$remote = [
    'persistent' => 0,
    'server' => 'redis-cluster',
    'database' => '4',
    'port' => '6370',
    'preload_keys' => ['EAV_ENTITY_TYPES:hash', 'b7c_SYSTEM_DEFAULT:hash', 'ABC_NOT_A_PREFIX'],
];
return [
    'cache' => [
        'frontend' => [
            'default' => [
                'backend' => '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache',
                'backend_options' => [
                    'remote_backend' => '\\Magento\\Framework\\Cache\\Backend\\Redis',
                    'remote_backend_options' => $remote,
                    'local_backend' => 'Cm_Cache_Backend_File',
                    'local_backend_options' => ['cache_dir' => '/dev/shm/', 'preload_keys' => ['b7c_LOCAL']],
                    'use_stale_cache' => false,
                ],
                'frontend_options' => ['write_control' => false],
            ],
            'stale_cache_enabled' => [
                'id_prefix' => 'stale_',
                'backend' => '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache',
                'backend_options' => ['remote_backend_options' => ['preload_keys' => ['stale_A', 'b7c_B']], 'use_stale_cache' => true],
            ],
        ],
        'type' => [
            'default' => ['frontend' => 'default'],
            'layout' => ['frontend' => 'stale_cache_enabled'],
        ],
    ],
];
