<?php
$answer = getenv('MAGENTO_ROOT') . '/../answers/patches.php';
is_file($answer) ? require $answer : print('{}');
