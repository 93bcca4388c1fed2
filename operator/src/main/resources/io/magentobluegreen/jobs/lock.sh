# shellcheck shell=sh
# The database lock: a program in the background holds it on a connection of its own for as long as descriptor 9,
# its standard input, is open. It is let go by closing that, or by the end of this shell, whatever ended it.
# shellcheck disable=SC2034,SC2154  # variables of job.sh

lock_held=

hold_lock() {
    mkfifo "$work/lock.in" "$work/lock.out" 2>/dev/null ||
        fail WriteProtected "No pipe can be made in ${TMPDIR:-/tmp}: give the pod an emptyDir there that its user may write."
    # Opened for both directions, so that neither side waits for a partner that died.
    exec 8<>"$work/lock.out" 9<>"$work/lock.in"
    {
        php -d "$complain" "$here/lock.php" 8>&- 9>&- 2>"$work/lock.err"
        ended=$?
        true >"$work/lock.ended"
        printf 'ended %s\n' "$ended"
    } <"$work/lock.in" >"$work/lock.out" 4>&- 8>&- 9>&- &
    read -r word ended <&8
    case "$word ${ended:-}" in
        'held ') lock_held=yes ;;
        'ended 75')
            result=Held reason=LockHeld
            message="Another upgrade holds this database's lock: nothing ran here, and it is tried again."
            exit 75
            ;;
        *)
            LC_ALL=C grep -v -E "$remarks" "$work/lock.err" >"$work/error" 2>/dev/null
            error=$(first_error)
            fail CommandFailed "The database lock could not be taken, so nothing ran: {error}. See that the database answers, then retry."
            ;;
    esac
}

# Between two tries: somebody else may hold it by now.
still_holds_lock() {
    [ ! -e "$work/lock.ended" ]
}

# Waits for it, so that the next try finds it free, but not for ever: a Job must end where the database does not
# answer, and the connection ends with its pod.
release_lock() {
    exec 9>&-
    [ ! -s "$work/lock.err" ] || php -d "$complain" "$here/blank.php" <"$work/lock.err" >&4 2>/dev/null
    [ -n "$lock_held" ] || return 0
    {
        sleep 20
        echo late >&8
    } >/dev/null 2>&1 4>&- &
    read -r word <&8
}
