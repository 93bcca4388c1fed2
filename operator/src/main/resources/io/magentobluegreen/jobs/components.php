<?php
/*
 * The modules and themes of an image and their folders, without starting Magento and without running their code.
 *
 * Usage:   require_once; components($root), enabled_modules($root), vendor_folder($root)
 * How      Magento learns them by running every registration file: those that Composer loads, and those that the patterns
 *          of app/etc/registration_globlist.php find. The same files are found here, and only read: a call of
 *          ComponentRegistrar::register with a literal name, in any of the ways PHP writes arguments, and a path made of
 *          __DIR__, dirname() and literals. A file whose call is not understood counts for the module.xml or theme.xml
 *          that lies beside it or up to two folders below.
 */

/** Where no list says otherwise; relative to Magento's root. */
const PATTERNS = [
    'app/code/*/*/registration.php',
    'app/design/*/*/*/registration.php',
    'lib/internal/*/*/registration.php',
    'lib/internal/*/*/*/registration.php',
    'setup/src/*/*/registration.php',
];

/**
 * @return array{module: array<string, string>, theme: array<string, string>} folders by name, sorted by name
 */
function components(string $root): array
{
    $found = ['module' => [], 'theme' => []];
    foreach (registration_files($root) as $file) {
        $code = is_readable($file) ? (string) file_get_contents($file) : '';
        foreach (str_contains($code, 'ComponentRegistrar') ? registered($code, $file) : [] as [$type, $name, $folder]) {
            if (isset($found[$type]) && is_dir($folder)) {
                $found[$type][$name] ??= $folder;
            }
        }
    }
    ksort($found['module'], SORT_STRING);
    ksort($found['theme'], SORT_STRING);
    return $found;
}

/**
 * The module list of app/etc/config.php.
 *
 * @return array<string, int> 1 or 0 by name, sorted by name
 */
function module_list(string $root): array
{
    $config = is_file("$root/app/etc/config.php") ? (static fn (): mixed => require func_get_arg(0))("$root/app/etc/config.php") : null;
    $modules = is_array($config) ? ($config['modules'] ?? null) : null;
    if (!is_array($modules)) {
        throw new RuntimeException("The image's app/etc/config.php lists no modules: run module:enable --all while it is built, and commit config.php.");
    }
    $modules = array_map(static fn (mixed $on): int => $on ? 1 : 0, $modules);
    ksort($modules, SORT_STRING);
    return $modules;
}

/** @return array<string, string> folders of the enabled modules by name; null where no registration file names one */
function enabled_modules(string $root, array $components): array
{
    $enabled = array_keys(array_filter(module_list($root)));
    return array_combine($enabled, array_map(static fn (string $name): ?string => $components['module'][$name] ?? null, $enabled));
}

function vendor_folder(string $root): string
{
    $path = is_file("$root/app/etc/vendor_path.php") ? (static fn (): mixed => require func_get_arg(0))("$root/app/etc/vendor_path.php") : null;
    $path = is_string($path) ? $path : 'vendor';
    return str_starts_with($path, '/') ? $path : "$root/$path";
}

/** @return list<string> */
function registration_files(string $root): array
{
    $vendor = vendor_folder($root);
    $list = "$vendor/composer/autoload_files.php";
    $files = is_file($list) ? array_values((static fn (): array => require func_get_arg(0))($list)) : [];
    if ($files === []) {
        $files = [...glob("$vendor/*/*/registration.php"), ...glob("$vendor/*/*/*/registration.php")];
    }
    foreach (patterns($root) as $pattern) {
        $files = [...$files, ...(glob("$root/$pattern") ?: [])];
    }
    sort($files, SORT_STRING);
    return array_values(array_unique($files));
}

/** @return list<string> */
function patterns(string $root): array
{
    $list = "$root/app/etc/registration_globlist.php";
    $patterns = is_file($list) ? (static fn (): mixed => require func_get_arg(0))($list) : null;
    return is_array($patterns) ? array_values(array_filter($patterns, 'is_string')) : PATTERNS;
}

/** @return list<array{string, string, string}> type, name and folder of each call in a registration file */
function registered(string $code, string $file): array
{
    $found = [];
    foreach (calls($code) as $arguments) {
        $type = strtolower(preg_match('/ComponentRegistrar::(\w+)$/D', $arguments['type'] ?? '', $match) ? $match[1] : (string) literal($arguments['type'] ?? ''));
        $name = literal($arguments['componentName'] ?? '');
        $folder = path($arguments['path'] ?? '', $file);
        if ($name === null || $folder === null) {
            return beside($file);
        }
        $found[] = [$type, $name, $folder];
    }
    return $found === [] ? beside($file) : $found;
}

/**
 * The arguments of every call of register, as source without white space and comments.
 *
 * @return list<array<string, string>>
 */
function calls(string $code): array
{
    $tokens = array_values(array_filter(
        PhpToken::tokenize($code),
        static fn (PhpToken $token): bool => !$token->isIgnorable()
    ));
    $calls = [];
    foreach ($tokens as $at => $token) {
        if ($token->text === 'register' && ($tokens[$at - 1]->text ?? '') === '::' && ($tokens[$at + 1]->text ?? '') === '(') {
            $calls[] = arguments(array_slice($tokens, $at + 2));
        }
    }
    return $calls;
}

/** @param list<PhpToken> $tokens what follows the opening parenthesis */
function arguments(array $tokens): array
{
    $names = ['type', 'componentName', 'path'];
    $found = [];
    $source = '';
    $depth = 0;
    foreach ($tokens as $token) {
        if ($depth === 0 && in_array($token->text, [',', ')'], true)) {
            $name = preg_match('/^(\w+):(?!:)(.*)$/sD', $source, $match) ? $match[1] : ($names[count($found)] ?? '');
            $found[$name] = $match[2] ?? $source;
            $source = '';
            $match = [];
            if ($token->text === ')') {
                break;
            }
            continue;
        }
        $depth += ['(' => 1, '[' => 1, ')' => -1, ']' => -1][$token->text] ?? 0;
        $source .= $token->text;
    }
    return $found;
}

/** The text of a literal without anything to be put into it. */
function literal(string $source): ?string
{
    return preg_match('/^([\'"])([^\'"$\\\\]*)\1$/D', $source, $match) ? $match[2] : null;
}

/** __DIR__, dirname(__FILE__), dirname(...), and literals after a dot. */
function path(string $source, string $file): ?string
{
    $parts = explode('.', $source, 2);
    $folder = folder($parts[0], $file);
    if ($folder === null || !isset($parts[1])) {
        return $folder;
    }
    $rest = '';
    foreach (preg_split('/\.(?=[\'"])/', $parts[1]) as $part) {
        $text = literal($part);
        if ($text === null) {
            return null;
        }
        $rest .= $text;
    }
    return rtrim($folder . $rest, '/');
}

function folder(string $source, string $file): ?string
{
    if ($source === '__DIR__') {
        return dirname($file);
    }
    if ($source === '__FILE__') {
        return $file;
    }
    if (preg_match('/^\\\\?dirname\((.+?)(?:,(\d+))?\)$/D', $source, $match)) {
        $inner = folder($match[1], $file);
        return $inner === null ? null : dirname($inner, max(1, (int) ($match[2] ?? 1)));
    }
    return null;
}

/** @return list<array{string, string, string}> */
function beside(string $file): array
{
    $found = [];
    foreach (['', '/*', '/*/*'] as $below) {
        foreach (glob(dirname($file) . "$below/etc/module.xml") ?: [] as $xml) {
            if (preg_match('/<module\s[^>]*\bname\s*=\s*["\']([^"\']+)/', (string) file_get_contents($xml), $match)) {
                $found[] = ['module', $match[1], dirname($xml, 2)];
            }
        }
        foreach (glob(dirname($file) . "$below/theme.xml") ?: [] as $xml) {
            $found[] = ['theme', basename(dirname($xml, 2)) . '/' . basename(dirname($xml)), dirname($xml)];
        }
    }
    return $found;
}
