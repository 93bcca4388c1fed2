<?php
function effective_env(callable $dying): array
{
    return require __DIR__ . '/env.php';
}
