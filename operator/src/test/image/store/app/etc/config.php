<?php
return [
    'modules' => [
        'Acme_Store' => 1,
    ],
];
