#!/bin/sh
# Starts and ends nginx in a web pod so that no request is lost. The containers nginx and php share /tmp.
#   nginx.sh serve PORT       main process of the container nginx
#   nginx.sh drain SECONDS    its preStop: goes on serving, but closes each connection after the next answer
#   nginx.sh outlast SECONDS  preStop of the container php: php-fpm goes after the drain, and after nginx
set -eu

run=/tmp/magento-bluegreen-nginx
release=$(dirname "$0")
nginx=
ending=
PATH=$PATH:/usr/local/sbin:/usr/sbin

# Directives without which nginx starts everywhere: it would not where the node has no IPv6, or where the container runtime
# left standard output to another user.
found_out() {
  [ ! -e /proc/net/if_inet6 ] || echo "listen [::]:$1 default_server;"
  [ -z "$2" ] || echo "access_log /dev/stdout release;"
}

serve() {
  mkdir -p "$run"
  # Left over where this container was restarted alone.
  rm -f "$run/drain"
  log=
  (true >>/dev/stdout) 2>/dev/null && log=yes
  found_out "$1" "$log" >"$run/found.conf"
  # SIGTERM cuts nginx's requests off, SIGQUIT lets them end; images differ in which of the two a container gets.
  trap 'ending=yes; [ -z "$nginx" ] || kill -QUIT "$nginx"' TERM QUIT INT
  touch "$run/serving"
  nginx -c "$release/nginx.conf" -g 'daemon off;' &
  nginx=$!
  code=0
  wait "$nginx" || code=$?
  # A signal ends the first wait, not nginx.
  while kill -0 "$nginx" 2>/dev/null; do
    code=0
    wait "$nginx" || code=$?
  done
  rm -f "$run/serving"
  # The code of a wait that a signal ended says nothing of nginx.
  [ -n "$ending" ] || return "$code"
}

drain() {
  touch "$run/drain"
  sleep "$1"
}

outlast() {
  sleep "$1"
  while [ -e "$run/serving" ]; do
    sleep 1
  done
}

case $1 in
  serve | drain | outlast) "$@" ;;
  *) echo "nginx.sh: unknown command $1" >&2; exit 64 ;;
esac
