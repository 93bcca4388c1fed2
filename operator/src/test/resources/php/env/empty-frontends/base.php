<?php
return ['cache' => ['frontend' => null, 'graphql' => ['id_salt' => 'x']], 'db' => ['connection' => []]];
