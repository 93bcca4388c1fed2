<?php
/*
 * Digests what setup:upgrade reads of an image and the status commands do not look at: when it is the same as at the last
 * upgrade, there is nothing that they could have missed.
 *
 * Usage:   php setup-digest.php
 * Reads    MAGENTO_ROOT, default /var/www/html; of the modules that app/etc/config.php enables, wherever they lie:
 *            etc/module.xml, etc/db_schema*, etc/queue*.xml, etc/communication.xml, etc/indexer.xml, etc/mview.xml
 *            everything under Setup/
 *          theme.xml of every theme; app/etc/db_schema*; the module list of app/etc/config.php
 * Prints   64 hexadecimal digits: SHA-256 over the names of modules and themes, the files' paths within them and their
 *          contents, sorted. Neither the root, nor where a module lies, nor the order of folders, nor times go into it
 * Exit     0; 1 with a sentence on standard error when the module list or one of the files cannot be read
 */

ini_set('display_errors', '0');
require_once __DIR__ . '/components.php';

const MODULE_FILES = ['etc/module.xml', 'etc/db_schema*', 'etc/queue*.xml', 'etc/communication.xml', 'etc/indexer.xml', 'etc/mview.xml'];

/** Another number where the digest's own rules change: every image then counts as changed. */
const RULES = 'setup-digest 1';

try {
    echo setup_digest(rtrim(getenv('MAGENTO_ROOT') ?: '/var/www/html', '/')), "\n";
} catch (Throwable $cause) {
    fwrite(STDERR, $cause->getMessage() . "\n");
    exit(1);
}

function setup_digest(string $root): string
{
    $digest = hash_init('sha256');
    $add = static function (string ...$parts) use ($digest): void {
        // Lengths keep "a" and "bc" apart from "ab" and "c".
        foreach ($parts as $part) {
            hash_update($digest, strlen($part) . ':' . $part . "\n");
        }
    };
    $add(RULES);
    foreach (module_list($root) as $name => $enabled) {
        $add('listed', $name, (string) $enabled);
    }
    add_files($add, 'app/etc', "$root/app/etc", ['db_schema*']);
    $components = components($root);
    foreach (enabled_modules($root, $components) as $name => $folder) {
        $add('module', $name, $folder === null ? 'no folder' : '');
        if ($folder !== null) {
            add_files($add, $name, $folder, MODULE_FILES);
            add_tree($add, "$folder/Setup", 'Setup', 0);
        }
    }
    foreach ($components['theme'] as $name => $folder) {
        add_files($add, $name, $folder, ['theme.xml']);
    }
    return hash_final($digest);
}

/** @param list<string> $patterns */
function add_files(callable $add, string $name, string $folder, array $patterns): void
{
    foreach ($patterns as $pattern) {
        $directory = dirname("$folder/$pattern");
        foreach (entries($directory) as $entry) {
            if (fnmatch(basename($pattern), $entry) && is_file("$directory/$entry")) {
                $add('file', $name, $entry, content("$directory/$entry"));
            }
        }
    }
}

function add_tree(callable $add, string $folder, string $path, int $depth): void
{
    // A link that leads back up would never end.
    foreach ($depth < 20 ? entries($folder) : [] as $entry) {
        if (is_dir("$folder/$entry")) {
            add_tree($add, "$folder/$entry", "$path/$entry", $depth + 1);
        } else {
            $add('file', "$path/$entry", content("$folder/$entry"));
        }
    }
}

/** @return list<string> sorted by bytes */
function entries(string $folder): array
{
    static $known = [];
    if (!isset($known[$folder])) {
        $found = is_dir($folder) ? @scandir($folder, SCANDIR_SORT_NONE) : [];
        if ($found === false) {
            throw new RuntimeException("The image's folder $folder cannot be read by the pod's user.");
        }
        $found = array_values(array_diff($found, ['.', '..']));
        sort($found, SORT_STRING);
        $known = [$folder => $found];
    }
    return $known[$folder];
}

function content(string $file): string
{
    $content = @hash_file('sha256', $file);
    if ($content === false) {
        throw new RuntimeException("The image's file $file cannot be read by the pod's user.");
    }
    return $content;
}
