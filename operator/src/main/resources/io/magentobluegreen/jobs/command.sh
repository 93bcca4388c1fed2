# shellcheck shell=sh
# How a command of Magento runs: its output goes to the log, blanked and never kept whole; what the steps ask about
# it is left in $work by watch.php.
# shellcheck disable=SC2034,SC2154  # variables of job.sh, and of those that it reads

# Symfony breaks messages at the terminal's width, which would break the texts that are looked for, and values of env.php
# so that they are not found.
COLUMNS=32000
export COLUMNS

# For the programs beside this file. An image without a php.ini has PHP print what it complains of at its start, such as an
# extension that is loaded twice, on standard output: before the answer.
complain=display_errors=stderr

# Lines of PHP's own, before or between those of a program.
remarks='^(PHP )?(Deprecated|Notice|Warning):'

# magento SECONDS COMMAND...: sets code, Magento's exit code, and took, in seconds. 0 seconds: no limit.
magento() {
    seconds=$1
    shift
    say "Runs $* ..."
    set -- php -d memory_limit=-1 bin/magento "$@" --no-interaction --no-ansi
    [ "$seconds" = 0 ] || set -- timeout -s KILL "$seconds" "$@"
    watched "$@"
    say "... exit code $code after $took s."
}

# The exit code travels on descriptor 3, as POSIX has no pipefail. If watch.php dies, cat reads on, and watch.php writes
# on if blank.php dies: a command must not die of a closed pipe. Nor may one hold the lock's pipes, or it would hold the
# lock.
watched() {
    rm -f "$work/output" "$work/error" "$work/lock-timeout" "$work/data-began" "$work/texts"
    began=$(date +%s)
    code=$({
        { "$@" </dev/null 2>&1 3>&- 4>&- 8>&- 9>&-; printf '%s' "$?" >&3; } |
            { php -n "$here/watch.php" "$work" 3>&- 4>&- 8>&- 9>&-; cat >/dev/null; } |
            php -d "$complain" "$here/blank.php" >&4 3>&- 8>&- 9>&-
    } 3>&1)
    code=$(number "$code" 255)
    took=$(($(date +%s) - began))
}

# timeout answers 137 or 143, and so does a command that somebody else killed: only the time tells.
timed_out() {
    case $code in
        124 | 137 | 143) [ "$took" -ge "$1" ] ;;
        *) return 1 ;;
    esac
}

# said TEXT: whether the last command's output has it, one of watch.php's texts.
said() {
    LC_ALL=C grep -q -F -e "$1" "$work/texts" 2>/dev/null
}

# The last command's first error line without the values of env.php; what cannot be blanked is not shown.
first_error() {
    [ -s "$work/error" ] || return 0
    php -d "$complain" "$here/blank.php" <"$work/error" 2>/dev/null || printf '%s' "(hidden: env.php could not be read)"
}

# answer SECONDS PROGRAM...: what one of the programs beside this file prints; its exit code is returned.
answer() {
    limit=$1
    program=$2
    shift 2
    timeout -s KILL "$limit" php -d "$complain" "$here/$program" "$@" 2>"$work/stderr" </dev/null
}

# What the last program wrote to its standard error.
show_stderr() {
    [ ! -s "$work/stderr" ] || php -d "$complain" "$here/blank.php" <"$work/stderr" >&4 2>/dev/null
}
