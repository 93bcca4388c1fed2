<?php
return [
    'cache' => ['frontend' => [
        'default' => ['id_prefix' => 'a.b/', 'backend_options' => ['preload_keys' => ['a.b/ONE', 'axb/TWO', '123_THREE', 'ONE_a.b/']]],
        'page_cache' => ['id_prefix' => '', 'backend_options' => ['preload_keys' => ['123_ONE', '0123456789_TWO', '12_THREE']]],
    ]],
];
