<?php
return array(
    'db' => array('connection' => array('default' => array('host' => '127.0.0.1:3307', 'dbname' => 'm', 'initStatements' => null))),
    'x-frame-options' => 'SAMEORIGIN',
    'directories' => array('document_root_is_pub' => true),
);
