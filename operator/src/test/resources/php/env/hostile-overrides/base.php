<?php
return ['system' => ['default' => ['web' => ['a' => 'kept', 'b' => 'replaced']]]];
