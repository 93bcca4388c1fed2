# shellcheck shell=sh
# Cleaning a release's own cache, by tag. Never cache:flush: that empties the whole database, of the other release too.
# shellcheck disable=SC2034,SC2154  # variables of job.sh

command_timeout=$(number "${COMMAND_TIMEOUT:-}" 240)
[ "$command_timeout" != 0 ] || command_timeout=240

# No Varnish hosts: what customers see is not purged before the cutover.
clean() {
    overrides clean-overrides.json
    try cache:status
    known=$(known_types)
    [ -n "$known" ] || fail CommandFailed "cache:status names no cache type: see its output in the log of this pod."
    choose_types
    # shellcheck disable=SC2086  # a list of words
    [ -z "$types" ] || try cache:clean $types
}

# Magento ends with 0 although Varnish refused; only its log tells.
purge() {
    overrides overrides.json
    refused=$(refused_purges)
    try cache:clean full_page
    [ "$(refused_purges)" -le "$refused" ] ||
        fail CommandFailed "Varnish did not take the purge: see that the hosts of http_cache_hosts answer and that their ACL lists this pod's network. It is tried again."
}

# Of all time: var may be a volume that outlives the pod.
refused_purges() {
    cat var/log/*.log 2>/dev/null | LC_ALL=C grep -c -E '(CRITICAL|WARNING).*invalidateInfo'
}

# try COMMAND...: ends the step unless it ends with 0 in time.
try() {
    magento "$command_timeout" "$@"
    [ "$code" != 0 ] || return 0
    if timed_out "$command_timeout"; then
        fail CommandTimeout "$1 did not end within $command_timeout s: see that the cache answers."
    fi
    error=$(first_error)
    fail CommandFailed "$1 ended with exit code $code: {error}. Mend that, then retry."
}

known_types() {
    LC_ALL=C sed -n 's/^[[:space:]]*\([A-Za-z0-9_.-]\{1,\}\): [01][[:space:]]*$/\1/p' "$work/output" 2>/dev/null | tr '\n' ' '
}

# cache:clean refuses a type that the image does not know.
choose_types() {
    types=$known
    [ -n "${CACHE_TYPES:-}" ] || return 0
    types=
    for type in $CACHE_TYPES; do
        case " $known" in
            *" $type "*) types="$types $type" ;;
            *) say "The image has no cache type $type." ;;
        esac
    done
}
