# shellcheck shell=sh
# Rebuilds what the upgrade made invalid, by this release's code. Like an upgrade it is never ended from here.
# shellcheck disable=SC2034,SC2154  # variables of job.sh

reindex() {
    trap '' TERM INT HUP
    overrides clean-overrides.json
    wait_little_for_tables
    pause=$(number "${LOCK_PAUSE:-}" 1)
    tries=$(number "${LOCK_RETRIES:-}" 10)
    while choose_indexers; do
        # shellcheck disable=SC2086  # a list of words
        magento 0 indexer:reindex $indexers
        [ "$code" != 0 ] || return 0
        if [ "$tries" = 0 ] || ! may_be_free_later; then
            break
        fi
        say "An index or a table of it is in use; tries again in $pause s."
        sleep "$pause"
        tries=$((tries - 1))
        pause=$((pause * 2 > 30 ? 30 : pause * 2))
    done
    [ -n "$indexers" ] || [ "${REINDEX:-Invalid}" = All ] || return 0
    error=$(first_error)
    fail CommandFailed "indexer:reindex ended with exit code $code: {error}. Mend that, then retry."
}

# Another process builds the index, or somebody's transaction held a table: once more begins anew and is harmless.
may_be_free_later() {
    [ -e "$work/lock-timeout" ] || said 'is locked by another reindex process'
}

# Sets indexers; false when none is to be rebuilt.
choose_indexers() {
    indexers=
    [ "${REINDEX:-Invalid}" != All ] || return 0
    question indexer:status
    cp "$work/output" "$work/status"
    indexers=$(php -n "$here/indexers.php" "$work/status") || {
        # Older releases show titles only.
        question indexer:info
        indexers=$(php -n "$here/indexers.php" "$work/status" "$work/output") ||
            fail CommandFailed "indexer:status could not be understood: see its output in the log of this pod, or set upgrade.reindex to All or None."
    }
    [ -n "$indexers" ]
}

# These only read; with long backlogs they count for minutes.
question() {
    magento 600 "$1"
    [ "$code" = 0 ] || {
        error=$(first_error)
        fail CommandFailed "$1 ended with exit code $code: {error}. Mend that, then retry."
    }
}
