/** The server configuration that nginx runs with in front of php-fpm, and how its container starts and ends. */
package io.magentobluegreen.manifest.nginx;
