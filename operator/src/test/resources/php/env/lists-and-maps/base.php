<?php
return [
    'http_cache_hosts' => [['host' => 'a', 'port' => 80], ['host' => 'b'], ['host' => 'c']],
    'queue' => ['consumers' => ['x', 'y'], 'amqp' => ['host' => 'mq', 'port' => 5672]],
    'scalar' => 'text',
    'map' => ['a' => 1, 'b' => ['c' => 2]],
    'list' => ['x', 'y', 'z'],
];
