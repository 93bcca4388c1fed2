<?php
/*
 * Whether the database has what this image's code lacks: a sign that a newer release has upgraded it. Nothing of the
 * image's code is run.
 *
 * Usage:   php patches.php
 * Reads    env.php beside this file, with what that reads; MAGENTO_ROOT, default /var/www/html
 *          patch_list and setup_module of the default connection, with db.table_prefix
 * Prints   one JSON object: {"databaseNewer": null}, or a short text that names the first finding
 *            a patch of one of the image's enabled modules that is applied and that its code does not have: not as a file
 *            in the module's Setup/Patch, not through Composer's autoloader, not as an alias of a patch that it has
 *            a module whose version in the database is above its own
 *          or, with exit code 1, {"result": "Failed", "reason", "message"}: DatabaseUnreachable or a reason of env.php
 * Exit     0, 1
 * An empty or missing table tells nothing and is no finding.
 */

require_once __DIR__ . '/effective-env.php';
require_once __DIR__ . '/database.php';
require_once __DIR__ . '/components.php';

/** Seconds for connecting and for each answer. */
const SECONDS = 15;

$refuse = static function (Refusal $refusal): void {
    fwrite(STDERR, $refusal->getMessage() . "\n");
    answer(['result' => 'Failed', 'reason' => $refusal->reason, 'message' => $refusal->getMessage()]);
};
try {
    $env = effective_env($refuse);
    $root = rtrim(getenv('MAGENTO_ROOT') ?: '/var/www/html', '/');
    $database = connect($env, SECONDS);
    $prefix = leaf($env, 'db/table_prefix');
    $image = new Image($root);
    $newer = newer_patch($image, rows($database, $prefix . 'patch_list', 'patch_name'))
        ?? newer_module($image, rows($database, $prefix . 'setup_module', 'module, schema_version, data_version'));
    answer(['databaseNewer' => $newer]);
} catch (Refusal $refusal) {
    $refuse($refusal);
    exit(1);
} catch (Throwable $cause) {
    $refuse(new Refusal('CommandFailed', $cause->getMessage()));
    exit(1);
}

function answer(array $answer): void
{
    echo json_encode($answer, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}

/** @return list<array<int, ?string>> nothing where the table is missing, as in an empty database */
function rows(PDO $database, string $table, string $columns): array
{
    try {
        $found = $database->query("SELECT $columns FROM `" . str_replace('`', '``', $table) . '`')->fetchAll(PDO::FETCH_NUM);
    } catch (PDOException $cause) {
        if (($cause->errorInfo[1] ?? 0) === 1146) {
            return [];
        }
        throw refused($cause);
    }
    sort($found);
    return $found;
}

function newer_patch(Image $image, array $rows): ?string
{
    foreach ($rows as [$patch]) {
        $patch = ltrim(str_replace('\\\\', '\\', (string) $patch), '\\');
        $module = str_replace('\\', '_', (string) strstr($patch, '\\Setup\\Patch\\', true));
        if ($image->enables($module) && !$image->hasPatch($patch)) {
            return "patch $patch is applied, and $module of the image does not have it";
        }
    }
    return null;
}

function newer_module(Image $image, array $rows): ?string
{
    foreach ($rows as [$module, $schema, $data]) {
        $own = $image->version((string) $module);
        foreach ($own === null ? [] : array_filter([$schema, $data]) as $version) {
            if (version_compare($version, $own, '>')) {
                return "$module is at $version in the database, and at $own in the image";
            }
        }
    }
    return null;
}

/** What the image has of its enabled modules. Class names are compared as PHP does, without their case. */
final class Image
{
    /** @var array<string, ?string> folders of the enabled modules by name */
    private readonly array $modules;

    /** @var array<string, string>|null files of patches by class */
    private ?array $patches = null;

    /** @var array<string, true>|null */
    private ?array $aliases = null;

    private ?object $autoloader = null;

    public function __construct(private readonly string $root)
    {
        $this->modules = enabled_modules($root, components($root));
    }

    public function enables(string $module): bool
    {
        return isset($this->modules[$module]);
    }

    public function hasPatch(string $class): bool
    {
        $this->patches ??= $this->patches();
        return isset($this->patches[strtolower($class)])
            || $this->autoloads($class)
            || isset($this->aliases()[strtolower($class)]);
    }

    /** The version that module.xml gives, which only older modules do. */
    public function version(string $module): ?string
    {
        $file = ($this->modules[$module] ?? null) . '/etc/module.xml';
        $xml = isset($this->modules[$module]) && is_readable($file) ? (string) file_get_contents($file) : '';
        $xml = preg_replace('/<!--.*?-->/s', '', $xml);
        return preg_match('/<module\s[^>]*\bsetup_version\s*=\s*["\']([^"\']+)/', $xml, $match) ? $match[1] : null;
    }

    /** As Magento finds them. */
    private function patches(): array
    {
        $found = [];
        foreach (array_filter($this->modules) as $module => $folder) {
            foreach (['Data', 'Schema'] as $kind) {
                foreach (glob("$folder/Setup/Patch/$kind/*.php") ?: [] as $file) {
                    $class = str_replace('_', '\\', $module) . "\\Setup\\Patch\\$kind\\" . basename($file, '.php');
                    $found[strtolower($class)] = $file;
                }
            }
        }
        return $found;
    }

    /** Composer's own class with the image's maps: asked where a class would be, it loads nothing. */
    private function autoloads(string $class): bool
    {
        $composer = vendor_folder($this->root) . '/composer';
        if (!is_file("$composer/ClassLoader.php")) {
            return false;
        }
        if ($this->autoloader === null) {
            require_once "$composer/ClassLoader.php";
            $this->autoloader = new \Composer\Autoload\ClassLoader();
            $this->fill($composer);
        }
        return $this->autoloader->findFile($class) !== false;
    }

    private function fill(string $composer): void
    {
        $map = static fn (string $file): array => is_file($file) ? require $file : [];
        foreach ($map("$composer/autoload_namespaces.php") as $prefix => $folders) {
            $this->autoloader->set($prefix, $folders);
        }
        foreach ($map("$composer/autoload_psr4.php") as $prefix => $folders) {
            $this->autoloader->setPsr4($prefix, $folders);
        }
        $this->autoloader->addClassMap($map("$composer/autoload_classmap.php"));
    }

    /** A patch that was renamed is listed under its old name as long as nothing else is due. */
    private function aliases(): array
    {
        $this->aliases ??= array_fill_keys(array_map('strtolower', array_merge([], ...array_map(
            static fn (string $file): array => aliases((string) file_get_contents($file)),
            array_values($this->patches)
        ))), true);
        return $this->aliases;
    }
}

/** @return list<string> the classes that getAliases of a patch names, as literals or with ::class */
function aliases(string $code): array
{
    $body = body_of('getAliases', $code);
    $found = [];
    foreach ($body as $at => $token) {
        if ($token->is(T_CONSTANT_ENCAPSED_STRING)) {
            $found[] = ltrim(str_replace('\\\\', '\\', substr($token->text, 1, -1)), '\\');
        } elseif ($token->text === '::' && strtolower($body[$at + 1]->text ?? '') === 'class') {
            $found[] = resolved($body[$at - 1]->text, $code);
        }
    }
    return $found;
}

/** @return list<PhpToken> */
function body_of(string $function, string $code): array
{
    $tokens = array_values(array_filter(PhpToken::tokenize($code), static fn (PhpToken $token): bool => !$token->isIgnorable()));
    $depth = 0;
    $body = [];
    $inside = false;
    foreach ($tokens as $at => $token) {
        $inside = $inside || $token->is(T_FUNCTION) && strcasecmp($tokens[$at + 1]->text ?? '', $function) === 0;
        if (!$inside) {
            continue;
        }
        $depth += $token->text === '{' ? 1 : ($token->text === '}' ? -1 : 0);
        if ($depth > 0) {
            $body[] = $token;
        } elseif ($token->text === '}' || $token->text === ';') {
            break;
        }
    }
    return $body;
}

/** The full name of a class as the file's namespace and imports make it. */
function resolved(string $name, string $code): string
{
    if (str_starts_with($name, '\\')) {
        return ltrim($name, '\\');
    }
    [$first, $rest] = explode('\\', $name, 2) + [1 => ''];
    preg_match_all('/^\s*use\s+\\\\?([\w\\\\]+?)(?:\s+as\s+(\w+))?\s*;/m', $code, $imports, PREG_SET_ORDER);
    foreach ($imports as $import) {
        $last = strrchr('\\' . $import[1], '\\');
        if (strcasecmp($import[2] ?? substr($last, 1), $first) === 0) {
            return $import[1] . ($rest === '' ? '' : "\\$rest");
        }
    }
    return preg_match('/^\s*namespace\s+([\w\\\\]+)\s*[;{]/m', $code, $match) ? "$match[1]\\$name" : $name;
}
