<?php
$refusal = getenv('MAGENTO_ROOT') . '/../answers/inspect-env.json';
echo is_file($refusal) ? file_get_contents($refusal) : '{"result":"Passed","varnish":true,"databaseIdentity":"00ff"}';
exit(is_file($refusal) ? 1 : 0);
