<?php
$folder = getenv('MAGENTO_ROOT') . '/../answers';
if (is_file("$folder/lock.php")) {
    require "$folder/lock.php";
}
file_put_contents("$folder/calls", "lock held\n", FILE_APPEND);
echo "held\n";
stream_get_contents(STDIN);
file_put_contents("$folder/calls", "lock released\n", FILE_APPEND);
