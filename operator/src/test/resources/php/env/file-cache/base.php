<?php
return [
    'cache' => [
        'frontend' => [
            'default' => ['id_prefix' => '40d_', 'backend' => 'Cm_Cache_Backend_File', 'backend_options' => ['cache_dir' => '/shared/cache']],
            'page_cache' => ['id_prefix' => '40d_'],
        ],
    ],
    'session' => ['save' => 'files'],
    'db' => ['connection' => ['default' => ['host' => 'localhost', 'dbname' => 'm', 'username' => 'u', 'password' => '']]],
];
