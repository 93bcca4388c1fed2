<?php
/*
 * indexers.php STATUS [INFO]: the indexers that want a reindex, from the table of indexer:status. Releases whose table
 * has no ids: exit code 3 without INFO; with it, the output of indexer:info, titles become ids. Anything else that is
 * not understood: exit code 1.
 */

/** @return list<list<string>> the cells of each row, the header first */
function rows(string $file): array
{
    $rows = [];
    foreach (explode("\n", (string) file_get_contents($file)) as $line) {
        if (preg_match('/^\s*\|(.*)\|\s*$/', $line, $inside)) {
            $rows[] = array_map('trim', explode('|', $inside[1]));
        }
    }
    return $rows;
}

/** @return array<string, string> ids by title */
function ids(string $file): array
{
    preg_match_all('/^([a-z0-9_]+)\s{2,}(\S.*)$/mi', (string) file_get_contents($file), $found);
    return array_combine(array_map('trim', $found[2]), $found[1]);
}

$rows = rows($argv[1]);
$header = array_shift($rows) ?? [];
$status = array_search('Status', $header, true);
$id = array_search('ID', $header, true);
$title = array_search('Title', $header, true);
if ($status === false || ($id === false && $title === false)) {
    exit(1);
}
if ($id === false && !isset($argv[2])) {
    exit(3);
}
$ids = isset($argv[2]) ? ids($argv[2]) : [];
$invalid = [];
foreach ($rows as $row) {
    if (strcasecmp($row[$status] ?? '', 'Reindex required') !== 0) {
        continue;
    }
    $one = $id !== false ? $row[$id] : ($ids[$row[$title]] ?? '');
    if (!preg_match('/^[A-Za-z0-9_.-]+$/', $one)) {
        exit(1);
    }
    $invalid[] = $one;
}
echo implode(' ', $invalid);
