<?php
/*
 * verdict.php NAME=VALUE ...: prints the verdict of a Job, one JSON object of at most 4096 bytes whatever bytes the
 * values have. An empty value is left out, and the first value of a name stays; merge=JSON takes the known names of an
 * object that another program printed. {error} and {complaint} in the message are filled in.
 */

const BYTES = 4096;
const TEXT = ['message' => 1200, 'error' => 512, 'complaint' => 512, 'databaseNewer' => 256];
const WORD = ['step', 'result', 'reason', 'setupDigest', 'databaseIdentity', 'command'];
const NUMBER = ['database', 'config', 'exitCode', 'attempts'];
const FLAGS = JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;

/** Valid UTF-8 on one line without control characters, cut to so many characters. */
function text(string $value, int $characters): string
{
    $valid = json_decode((string) json_encode(substr($value, 0, 65536), FLAGS));
    $plain = trim((string) preg_replace('/\e\[[0-9;]*[A-Za-z]|[\x00-\x1f\x7f]+/u', ' ', (string) $valid));
    return preg_match('/^.{0,' . $characters . '}/us', $plain, $cut) ? $cut[0] : '';
}

function known(string $name, mixed $value): mixed
{
    return match (true) {
        $name === 'varnish' => is_bool($value) ? $value : null,
        in_array($name, NUMBER, true) => is_numeric($value) ? (int) $value : null,
        !is_string($value) || $value === '' => null,
        isset(TEXT[$name]) => text($value, TEXT[$name]),
        in_array($name, WORD, true) => text($value, 80),
        default => null,
    };
}

$verdict = [];
foreach (array_slice($argv, 1) as $argument) {
    [$name, $value] = explode('=', $argument, 2) + [1 => ''];
    $values = $name === 'merge' ? json_decode($value, true, 8) : [$name => $value];
    foreach (is_array($values) ? $values : [] as $key => $one) {
        $fit = known((string) $key, $one);
        if ($fit !== null && $fit !== '' && !isset($verdict[$key])) {
            $verdict[$key] = $fit;
        }
    }
}
foreach (['error', 'complaint'] as $name) {
    if (isset($verdict['message'])) {
        $begins = text($verdict[$name] ?? 'it said nothing', 300);
        $verdict['message'] = str_replace('{' . $name . '}', $begins, $verdict['message']);
    }
}
$json = (string) json_encode($verdict, FLAGS);
foreach (['complaint', 'error', 'databaseNewer', 'message'] as $longest) {
    while (strlen($json) > BYTES && isset($verdict[$longest]) && strlen($verdict[$longest]) > 8) {
        $verdict[$longest] = text($verdict[$longest], intdiv(preg_match_all('/./us', $verdict[$longest]), 2));
        $json = (string) json_encode($verdict, FLAGS);
    }
}
echo $json;
