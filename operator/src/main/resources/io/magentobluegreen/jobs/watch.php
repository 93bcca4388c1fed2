<?php
/*
 * watch.php FOLDER: passes standard input on to standard output, in constant memory, and leaves in FOLDER
 *   output         the first and the last 32 KiB of it
 *   error          the line that most looks like the first error; of one with more than 2000 bytes these, without a line break
 *   lock-timeout   exists: the database gave up waiting for a lock
 *   data-began     exists: an upgrade has begun with its data patches
 *   texts          what else the steps ask for of TEXTS, wherever it stood
 * Nothing is blanked here.
 */

const KEPT = 32768;
const LINE = 2000;
const TEXTS = ["Run 'setup:upgrade'", 'onfig files have changed', 'is outdated', 'Declarative Schema is not up to date',
    'is locked by another reindex process', 'SQLSTATE[HY000] [2002]'];

/** Lines in a stream of any length, each cut to LINE bytes, and the best of them as the error. */
final class FirstError
{
    private string $line = '';
    private bool $messageNext = false;
    private ?string $certain = null;
    private ?string $likely = null;
    private string $last = '';

    public function feed(string $chunk): void
    {
        if ($this->certain !== null) {
            return;
        }
        $lines = explode("\n", $chunk);
        $rest = array_pop($lines);
        foreach ($lines as $line) {
            $this->judge($this->line . substr($line, 0, LINE));
            $this->line = '';
        }
        $this->line .= substr($rest, 0, max(0, LINE - strlen($this->line)));
    }

    public function end(): string
    {
        $this->judge($this->line);
        return substr($this->certain ?? $this->likely ?? $this->last, 0, LINE);
    }

    private function judge(string $raw): void
    {
        $line = trim($raw);
        if ($line === '' || $this->certain !== null) {
            return;
        }
        // A line break says that it is whole.
        $found = strlen($raw) < LINE ? "$line\n" : $line;
        $this->last = $found;
        // Symfony prints the place, an empty line, and the message.
        if ($this->messageNext || preg_match('/SQLSTATE\[|Fatal error|Parse error|Uncaught |Allowed memory size/', $line)) {
            $this->certain = $found;
        }
        $this->messageNext = preg_match('/^In \S+ line \d+:$/', $line) === 1;
        if ($this->likely === null && !$this->isName($line) && preg_match(
            '/\b(error|exception|failed|failure|denied|cannot|can\'t|could not|unable|isn\'t|invalid|missing|refused)\b/i',
            $line
        )) {
            $this->likely = $found;
        }
    }

    private function isName(string $line): bool
    {
        return $this->messageNext || preg_match("/^Module '[^']*':$|^(PHP )?(Deprecated|Notice|Warning):/", $line) === 1;
    }
}

/** Writes a text to a file once it was seen, also where two reads cut it. */
final class Marker
{
    private string $before = '';
    private bool $seen = false;

    public function __construct(private readonly string $text, private readonly string $file)
    {
    }

    public function feed(string $chunk): void
    {
        if ($this->seen) {
            return;
        }
        $this->seen = str_contains($this->before . $chunk, $this->text);
        $this->before = substr($this->before . $chunk, -strlen($this->text));
        if ($this->seen) {
            file_put_contents($this->file, "$this->text\n", FILE_APPEND);
        }
    }
}

$folder = $argv[1];
$error = new FirstError();
$markers = [
    new Marker('Lock wait timeout exceeded', "$folder/lock-timeout"),
    // Of a server that speaks another language.
    new Marker('General error: 1205 ', "$folder/lock-timeout"),
    new Marker('Data install/update', "$folder/data-began"),
    ...array_map(static fn (string $text): Marker => new Marker($text, "$folder/texts"), TEXTS),
];
$head = '';
$tail = '';
while (!feof(STDIN)) {
    $chunk = (string) fread(STDIN, 65536);
    if ($chunk === '') {
        continue;
    }
    @fwrite(STDOUT, $chunk);
    $error->feed($chunk);
    foreach ($markers as $marker) {
        $marker->feed($chunk);
    }
    $room = KEPT - strlen($head);
    $head .= substr($chunk, 0, $room);
    $tail = substr($tail . substr($chunk, $room), -KEPT);
}
file_put_contents("$folder/output", $head . $tail);
file_put_contents("$folder/error", $error->end());
