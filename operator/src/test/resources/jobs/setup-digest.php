<?php
echo str_repeat('ab', 32);
