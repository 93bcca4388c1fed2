<?php
/*
 * A filter that blanks the values of env.php in whatever Magento prints.
 *
 * Usage:   COMMAND 2>&1 | php blank.php
 * Reads    standard input, any bytes of any length; the store's own env.php, and every overrides file beside this one, as
 *          those of a Job replace parts of it; the environment's MAGENTO_DC_ variables
 * Prints   standard input with every such value as ***, also where it stands escaped for JSON, PHP, a URL or HTML, or cut
 *          as PHP's traces cut arguments, or by the end of the input. Whole lines go on at once; at most 64 KiB of an unfinished one are held back
 * Keeps    values of up to 3 characters unless they are a password and stand alone, truth, numbers of up to 5 digits and class names: blanking them would make the
 *          text unreadable and hides nothing. Common words (magento, mysql, redis) go only where they stand alone, and
 *          settings such as "files" or "production" stay, unless they are a password
 * Exit     0; 1 when env.php cannot be read, or a pattern fails: nothing is printed that could not be blanked
 */

require_once __DIR__ . '/effective-env.php';

const BLANK = '***';
const SHORTEST = 4;

/** Longer values are blanked piece by piece, so that little is held back. */
const LONGEST = 256;

/** Names of settings whose values are blanked wherever they stand. */
const SECRET = '/pass|pwd|secret|token|salt|crypt|credential|private|auth|^key$|_key$/i';

/** Settings that name no secret, no place and no person. */
const SETTINGS = ['auto', 'redis', 'valkey', 'files', 'file', 'default', 'production',
    'developer', 'localhost', '127.0.0.1', 'innodb', 'mysql4', 'pdo_mysql', 'sameorigin', 'gzip', 'zstd', 'snappy',
    'database', 'memcached', 'amqp', 'stomp', 'cache', 'zookeeper', 'utf8', 'utf8mb4', 'set names utf8', 'set names utf8;',
    'set names utf8mb4', 'set names utf8mb4;', 'config', 'layout', 'indexer', 'checkout', 'sales', 'core_write'];

/** Words of the software's own messages and paths, and of many an env.php. */
const WORDS = ['magento', 'magento2', 'mysql', 'mariadb', 'rabbitmq', 'opensearch', 'elasticsearch', 'elastic', 'varnish',
    'nginx', 'admin', 'root', 'guest', 'user', 'password', 'secret', 'store', 'shop', 'main', 'test'];

/** What is to be blanked: texts by themselves, and words that must stand alone. */
final class Needles
{
    /** @var array<string, string> text by its pattern */
    private array $patterns = [];

    public function add(string $setting, mixed $value): void
    {
        if (!is_scalar($value) || is_bool($value)) {
            return;
        }
        // The lines of a value may be printed apart, as those of several encryption keys are.
        foreach (preg_split('/[\r\n]+/', (string) $value) as $line) {
            $secret = preg_match(SECRET, $setting) === 1;
            if (strlen($line) >= SHORTEST) {
                $this->addLine($secret, $line);
            } elseif ($secret && strlen($line) > 1) {
                $this->addAlone($line);
            }
        }
    }

    private function addLine(bool $secret, string $line): void
    {
        $plain = strtolower($line);
        if (in_array($plain, ['true', 'false', 'null', 'none'], true)) {
            return;
        }
        $setting = in_array($plain, SETTINGS, true);
        $word = $setting || in_array($plain, WORDS, true);
        if (!$secret && ($setting || is_class_name($line) || preg_match('/^-?[\d.]{1,5}$/D', $line))) {
            return;
        }
        match (true) {
            $word => $this->patterns['(?<![\w\\\\-])(?<![^\/]\/)' . preg_quote($line, '/') . '(?![\w\\\\\/-])'] = $line,
            !$secret && preg_match('/^\w+$/D', $line) === 1 => $this->addAlone($line),
            default => $this->addText($line),
        };
    }

    /** A text that would be found inside of many words. */
    private function addAlone(string $text): void
    {
        $this->patterns['(?<!\w)' . preg_quote($text, '/') . '(?!\w)'] = $text;
    }

    private function addText(string $text): void
    {
        foreach (variants($text) as $variant) {
            // The last piece is as long as the others, so that no short rest remains.
            $pieces = strlen($variant) <= LONGEST ? [$variant] : [...str_split($variant, LONGEST), substr($variant, -LONGEST)];
            foreach ($pieces as $piece) {
                if (strlen($piece) >= SHORTEST) {
                    $this->patterns[preg_quote($piece, '/')] = $piece;
                }
            }
        }
    }

    /** The last output, without the beginning of a text at its end: whoever cut the input may have cut a value. */
    public function withoutBeginning(string $out): string
    {
        $longest = 0;
        foreach ($this->patterns as $text) {
            $length = min(strlen($text) - 1, strlen($out));
            while ($length > $longest && !str_ends_with($out, substr($text, 0, $length))) {
                $length--;
            }
            $longest = max($longest, $length);
        }
        return $longest < SHORTEST ? $out : substr($out, 0, -$longest) . BLANK;
    }

    /**
     * Alternatives with the longest text first; several, as PHP limits the size of one.
     *
     * @return list<string>
     */
    public function expressions(): array
    {
        uasort($this->patterns, static fn (string $one, string $other): int => strlen($other) <=> strlen($one));
        $expressions = [];
        $size = PHP_INT_MAX;
        foreach (array_keys($this->patterns) as $pattern) {
            if ($size > 20000) {
                $expressions[] = [];
                $size = 0;
            }
            $expressions[array_key_last($expressions)][] = $pattern;
            $size += strlen((string) $pattern);
        }
        return array_map(static fn (array $some): string => '/' . implode('|', $some) . '/', $expressions);
    }
}

function is_class_name(string $text): bool
{
    return preg_match('/^\\\\?[A-Z]\w*(?:\\\\[A-Z]\w*)+$|^(?:Cm|Zend|Magento)_\w+$/D', $text) === 1;
}

/**
 * How a text looks in JSON, PHP, URLs, HTML, and in a trace that shows fifteen characters of an argument.
 *
 * @return list<string>
 */
function variants(string $text): array
{
    $json = static fn (int $flags): string => substr((string) json_encode($text, $flags | JSON_INVALID_UTF8_SUBSTITUTE), 1, -1);
    $variants = [
        $text,
        $json(0),
        $json(JSON_UNESCAPED_SLASHES),
        $json(JSON_UNESCAPED_UNICODE),
        $json(JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES),
        addslashes($text),
        substr(var_export($text, true), 1, -1),
        str_replace("'", "'\\''", $text),
        rawurlencode($text),
        urlencode($text),
        htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE),
        htmlspecialchars($text, ENT_COMPAT | ENT_SUBSTITUTE),
    ];
    if (strlen($text) > 15) {
        $variants[] = substr($text, 0, 15) . '...';
    }
    return array_values(array_unique($variants));
}

/** Replaces in a stream what may be cut by the reads. No needle has a line break, so whole lines are complete. */
final class Blanks
{
    private const HELD_BACK = 65536;

    private string $waiting = '';

    /** How many bytes at the start of $waiting have gone on already and are kept for looking behind. */
    private int $gone = 0;

    public function __construct(private readonly string $expression)
    {
    }

    public function feed(string $bytes): string
    {
        $this->waiting .= $bytes;
        $line = strrpos($this->waiting, "\n");
        if ($line !== false && $line >= $this->gone) {
            return $this->upTo($line + 1);
        }
        $length = strlen($this->waiting);
        return $length > self::HELD_BACK ? $this->upTo($length - LONGEST - 2) : '';
    }

    public function end(): string
    {
        return $this->upTo(strlen($this->waiting));
    }

    /** What begins before the end is seen in full, as no needle is longer than what stays behind it. */
    private function upTo(int $end): string
    {
        if (preg_match_all($this->expression, $this->waiting, $found, PREG_OFFSET_CAPTURE, $this->gone) === false) {
            throw new Refusal('EnvBroken', 'A value of env.php could not be looked for.');
        }
        $out = '';
        $at = $this->gone;
        foreach ($found[0] as [$text, $start]) {
            if ($start >= $end) {
                break;
            }
            $out .= substr($this->waiting, $at, $start - $at) . BLANK;
            $at = $start + strlen($text);
        }
        if ($at < $end) {
            $out .= substr($this->waiting, $at, $end - $at);
            $at = $end;
        }
        $keep = max(0, $at - 2);
        $this->waiting = substr($this->waiting, $keep);
        $this->gone = $at - $keep;
        return $out;
    }
}

/** Adds every value below, named for the nearest key that is a word. */
function collect(Needles $needles, array $values, string $setting): void
{
    // What holds itself would never end.
    static $objects = [];
    foreach ($values as $key => $value) {
        $name = is_string($key) ? $key : $setting;
        if (is_array($value)) {
            collect($needles, $value, $name);
        } elseif (is_object($value)) {
            $known = isset($objects[spl_object_id($value)]);
            $objects[spl_object_id($value)] = $value;
            collect($needles, $known ? [] : (array) $value, $name);
        } else {
            $needles->add($name, $value);
            $needles->add($name, from_environment($value));
        }
    }
}

function needles(): Needles
{
    $needles = new Needles();
    $silent = static function (): void {
    };
    collect($needles, loaded(getenv('MAGENTO_BLUEGREEN_BASE') ?: '/etc/magento-bluegreen/base/env.php', $silent), '');
    foreach ([...glob(__DIR__ . '/*overrides.json'), (string) getenv('MAGENTO_BLUEGREEN_OVERRIDES')] as $file) {
        $overrides = is_readable($file) ? json_decode((string) file_get_contents($file), true) : null;
        collect($needles, is_array($overrides) ? [$overrides['merge'] ?? [], $overrides['replace'] ?? []] : [], '');
    }
    foreach (getenv() as $name => $value) {
        if (str_starts_with($name, 'MAGENTO_DC_')) {
            $needles->add($name, $value);
            $json = json_decode($value, true);
            collect($needles, is_array($json) ? $json : [], $name);
        }
    }
    return $needles;
}

/** @param list<Blanks> $filters */
function through(array $filters, string $bytes, bool $last): string
{
    foreach ($filters as $filter) {
        $bytes = $filter->feed($bytes) . ($last ? $filter->end() : '');
    }
    return $bytes;
}

try {
    $needles = needles();
    $filters = array_map(static fn (string $expression): Blanks => new Blanks($expression), $needles->expressions());
    do {
        $bytes = (string) fread(STDIN, 65536);
        $last = $bytes === '' && feof(STDIN);
        $out = through($filters, $bytes, $last);
        $out = $last ? $needles->withoutBeginning($out) : $out;
        // Nobody reads any more.
        if ($out !== '' && @fwrite(STDOUT, $out) === false) {
            exit(1);
        }
    } while (!$last);
} catch (Throwable) {
    exit(1);
}
