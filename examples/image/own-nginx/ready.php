<?php
// The readiness probe: that this runs shows that php-fpm takes requests and answers them. It loads nothing of the store.
header('Content-Type: text/plain; charset=UTF-8');
echo "ready\n";
