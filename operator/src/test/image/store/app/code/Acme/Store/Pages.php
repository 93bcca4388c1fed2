<?php
declare(strict_types=1);

namespace Acme\Store;

use Magento\Framework\Module\Plugin\DbStatusValidator;

/**
 * The storefront: `/` and `/catalog/...` without the database, as from a warm cache; the login and section pages with it; the knobs
 * `PAGE.status` and `PAGE.seconds` decide otherwise (pages: home, catalog, login, section, schema).
 */
final class Pages
{
    private const DATABASE = ['login', 'section', 'schema'];

    public function serve(string $path): void
    {
        $page = match (true) {
            $path === '/' => 'home',
            str_starts_with($path, '/catalog/') => 'catalog',
            $path === '/customer/account/login/' => 'login',
            $path === '/customer/section/load/' => 'section',
            $path === '/needs/schema' => 'schema',
            default => 'absent',
        };
        $status = $page === 'absent' ? 404 : $this->status($page);
        sleep(Knobs::number("$page.seconds"));
        http_response_code($status);
        header('X-Store-Release: ' . Release::number());
        header('X-Store-Knobs: ' . Knobs::text('generation', '0'));
        $page === 'section' ? $this->json() : $this->html($page);
    }

    private function status(string $page): int
    {
        $env = Release::env();
        $release = Release::number();
        if (in_array($page, self::DATABASE, true)) {
            $schema = (new Database($env))->schema();
            if (DbStatusValidator::refuses($env, $release, $schema)) {
                return 500;
            }
            if ($page === 'schema' && $schema < $release) {
                return 503;
            }
        }
        return Knobs::number("$page.status", 200);
    }

    private function json(): void
    {
        header('Content-Type: application/json');
        header('Cache-Control: no-store');
        echo json_encode(['cart' => ['summary_count' => 0], 'release' => Release::number()]), "\n";
    }

    private function html(string $page): void
    {
        header('Content-Type: text/html; charset=UTF-8');
        $static = '/static/version' . trim(file_get_contents(Release::ROOT . '/pub/static/deployed_version.txt')) . '/frontend/';
        echo <<<HTML
            <!DOCTYPE html>
            <html><head><title>$page</title>
            <link rel="stylesheet" type="text/css" href="{$static}store.css">
            <script src="{$static}store.js"></script>
            </head><body><h1>$page of release {$this->number()}</h1></body></html>

            HTML;
    }

    private function number(): int
    {
        return Release::number();
    }
}
