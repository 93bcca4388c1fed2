<?php
return [
    'http_cache_hosts' => [],
    'cache' => ['frontend' => ['default' => ['id_prefix' => 'aa_'], 'page_cache' => ['id_prefix' => 'aa_']]],
];
