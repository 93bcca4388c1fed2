#!/bin/sh
# Runs one step of a release inside its Job: job.sh preflight|upgrade|clean|reindex|purge
#
# Exit codes: 0 passed, 1 failed, 75 the database lock is held elsewhere, 76 too late to begin; 75 and 76: nothing ran.
# However it ends, one JSON object of at most 4096 bytes is written to $TERMINATION_LOG: the verdict.
# The log gets everything that Magento says, and neither shows a value of env.php.
#
# Only what dash and busybox share is used. The files beside this one are its parts: they set and read the variables
# named here.
set -u

here=${0%/*}
step=${1:-}
root=${MAGENTO_ROOT:-/var/www/html}
termination_log=${TERMINATION_LOG:-/dev/termination-log}
work=

# The verdict. An empty fact is left out.
result='' reason='' message='' error='' complaint=''
database='' config='' setup_digest=''
ran='' exit_code='' attempts=''
inspected='' patches='' reason_else='' message_else=''

# The pod's log: the commands below have another standard output.
exec 4>&1

say() {
    printf '%s\n' "$*" >&4
}

# fail REASON SENTENCE: ends the step. Never call it in a subshell. {error} and {complaint} in the sentence stand for
# the beginning of those two.
fail() {
    result=Failed reason=$1 message=$2
    exit 1
}

verdict() {
    php -n -d display_errors=0 "$here/verdict.php" \
        "step=$step" "result=$result" "reason=$reason" "message=$message" "error=$error" "complaint=$complaint" \
        "database=$database" "config=$config" "setupDigest=$setup_digest" \
        "command=$ran" "exitCode=$exit_code" "attempts=$attempts" \
        "merge=$inspected" "merge=$patches" "reason=$reason_else" "message=$message_else" 2>/dev/null
}

# Nothing but the script's own words, for an image whose php does not even run this.
plain_verdict() {
    printf '{"step":"%s","result":"%s","reason":"%s","message":"%s"}' "$step" "$result" "$reason" \
        "PHP could not write the verdict: read the log of this pod, and look whether php runs in the image."
}

# shellcheck disable=SC2317  # called by the trap
finish() {
    trap '' TERM INT HUP
    trap - EXIT
    if [ -z "$result" ]; then
        result=Failed reason=CommandFailed
        message="The Job's script ended before its step did: read the log of this pod, then retry."
    fi
    json=$(verdict) && [ -n "$json" ] || json=$(plain_verdict)
    # One write, as the file is a mount and cannot be replaced by another.
    printf '%s' "$json" 2>/dev/null >"$termination_log" || say "The verdict could not be written to $termination_log."
    say "$json"
    release_lock
    [ -z "$work" ] || rm -rf "$work"
    case $result in
        Passed) exit 0 ;;
        Held) exit 75 ;;
        TooLate) exit 76 ;;
        *) exit 1 ;;
    esac
}

# number VALUE DEFAULT
number() {
    case $1 in
        '' | *[!0-9]*) printf '%s' "$2" ;;
        *) printf '%s' "$1" ;;
    esac
}

prepare() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/magento-job.XXXXXX" 2>/dev/null) ||
        fail WriteProtected "No file can be made in ${TMPDIR:-/tmp}: give the pod an emptyDir there that its user may write."
    cd "$root" 2>/dev/null ||
        fail CommandFailed "The image has no folder $root: set spec.web.root to Magento's root folder inside the image."
    [ -f bin/magento ] ||
        fail CommandFailed "The image has no bin/magento under $root: set spec.web.root to Magento's root folder."
    { echo >"var/.magento-job" && rm -f "var/.magento-job"; } 2>/dev/null ||
        fail WriteProtected "$root/var cannot be written: mount an emptyDir there that the pod's user may write, with space left."
}

# overrides FILE: what env.php is merged with, unless the Job says otherwise.
overrides() {
    MAGENTO_BLUEGREEN_OVERRIDES=${MAGENTO_BLUEGREEN_OVERRIDES:-$here/$1}
    export MAGENTO_BLUEGREEN_OVERRIDES
}

# Whoever waits for a table blocks every page behind it, so this step's statements give up soon.
wait_little_for_tables() {
    MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT=$(number "${MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT:-}" 3)
    export MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT
}

# shellcheck source=command.sh
. "$here/command.sh"
# shellcheck source=lock.sh
. "$here/lock.sh"
# shellcheck source=status.sh
. "$here/status.sh"
# shellcheck source=preflight.sh
. "$here/preflight.sh"
# shellcheck source=upgrade.sh
. "$here/upgrade.sh"
# shellcheck source=cache.sh
. "$here/cache.sh"
# shellcheck source=reindex.sh
. "$here/reindex.sh"

trap finish EXIT
# Without this dash would end at a signal and write no verdict.
trap 'fail CommandFailed "The Job was told to stop before its step ended: retry it."' TERM INT HUP

case $step in
    preflight | upgrade | clean | purge | reindex)
        prepare
        "$step"
        result=Passed
        ;;
    *) fail CommandFailed "The Job asks for no step that this script knows: use one version of the operator." ;;
esac
