#!/bin/bash
# php-fpm and nginx in one container that ends without losing a request.
#   serve run             the container's main process
#   serve drain SECONDS   its preStop: goes on serving, but closes each connection after its next answer
set -euo pipefail

run=/tmp/nginx
asked=

# What depends on the pod: which release it is, whether the node has IPv6, whether standard output may be opened.
configure() {
  mkdir -p "$run"
  rm -f "$run/drain"
  sed "s/@revision@/${MAGENTO_RELEASE:-none}/" /etc/store/nginx.conf >"$run/nginx.conf"
  : >"$run/found.conf"
  [ ! -e /proc/net/if_inet6 ] || echo "listen [::]:8080 default_server;" >>"$run/found.conf"
  if (true >>/dev/stdout) 2>/dev/null; then
    echo "access_log /dev/stdout release;" >>"$run/found.conf"
  fi
}

serve() {
  configure
  trap 'asked=yes' TERM QUIT INT
  php-fpm --nodaemonize &
  local php=$!
  nginx -c "$run/nginx.conf" -g 'daemon off;' &
  local nginx=$!
  # The end of one is the end of both; Kubernetes starts the container anew.
  wait -n "$nginx" "$php" || true
  # nginx first, as it waits for the answers of php-fpm. SIGQUIT lets requests under way end, in both.
  end "$nginx"
  end "$php"
  [ -n "$asked" ]
}

end() {
  kill -QUIT "$1" 2>/dev/null || true
  # A signal ends the wait, not the process.
  while kill -0 "$1" 2>/dev/null; do
    wait "$1" || true
  done
}

drain() {
  touch "$run/drain"
  sleep "$1"
}

case ${1:-} in
  run) serve ;;
  drain) drain "$2" ;;
  *)
    echo "usage: serve run | serve drain SECONDS" >&2
    exit 64
    ;;
esac
