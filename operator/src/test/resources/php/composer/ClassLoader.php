<?php

namespace Composer\Autoload;

/** Stands in for Composer's own: finds files by class map, PSR-4 and PSR-0, and loads none. */
class ClassLoader
{
    private array $psr4 = [];
    private array $psr0 = [];
    private array $map = [];

    public function set($prefix, $paths)
    {
        $this->psr0[$prefix] = (array) $paths;
    }

    public function setPsr4($prefix, $paths)
    {
        $this->psr4[$prefix] = (array) $paths;
    }

    public function addClassMap(array $map)
    {
        $this->map = $map + $this->map;
    }

    public function findFile($class)
    {
        $candidates = [$this->map[$class] ?? ''];
        foreach ([[$this->psr4, true], [$this->psr0, false]] as [$prefixes, $cut]) {
            foreach ($prefixes as $prefix => $folders) {
                $rest = str_replace('\\', '/', $cut ? substr($class, strlen($prefix)) : $class) . '.php';
                foreach ($prefix === '' || str_starts_with($class, $prefix) ? $folders : [] as $folder) {
                    $candidates[] = rtrim($folder, '/') . "/$rest";
                }
            }
        }
        foreach (array_filter($candidates, 'is_file') as $file) {
            return $file;
        }
        return false;
    }
}
