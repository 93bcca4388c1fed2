<?php
while (($line = fgets(STDIN, 65536)) !== false) {
    echo str_replace('s3cret-value', '***', $line);
}
