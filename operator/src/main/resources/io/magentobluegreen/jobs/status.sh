# shellcheck shell=sh
# Magento's status commands. Symfony passes exception codes on as exit codes, so a 2 means "work is due" only together
# with the text; whatever is neither 0 nor such a 2 is unknown, never "due".
# shellcheck disable=SC2034,SC2154  # variables of job.sh

status_timeout=$(number "${STATUS_TIMEOUT:-}" 60)
[ "$status_timeout" != 0 ] || status_timeout=60

# Seconds between two tries of a command that did not reach the database.
reach_pause=$(number "${REACH_PAUSE:-}" 5)

# A server that did not answer may answer a moment later, and asking has changed nothing. What it answered is not asked again.
out_of_reach() {
    [ "$code" != 0 ] && [ "$took" -lt $((status_timeout / 3)) ] && said 'SQLSTATE[HY000] [2002]'
}

# status COMMAND TEXT: sets due to 0 or 2, or ends the step.
status() {
    magento "$status_timeout" "$1"
    tries=1
    while [ "$tries" -lt 3 ] && out_of_reach; do
        say "The database was not reached; it is asked again in $reach_pause s."
        sleep "$reach_pause"
        magento "$status_timeout" "$1"
        tries=$((tries + 1))
    done
    if timed_out "$status_timeout"; then
        fail StatusTimeout "$1 did not answer within $status_timeout s: see that the database, the cache and the search engine answer."
    fi
    case $code in
        0) ! said "$2" || unknown "$1" ;;
        2) said "$2" || unknown "$1" ;;
        *) unknown "$1" ;;
    esac
    due=$code
}

unknown() {
    error=$(first_error)
    fail StatusUnknown "$1 ended with exit code $code, which says nothing about the database: {error}. Mend that, then retry."
}

database_status() {
    status setup:db:status "Run 'setup:upgrade'"
    database=$due
}

config_status() {
    status app:config:status "onfig files have changed"
    config=$due
}

# Looks at app/etc/config.php only. An upgrade would enable the modules missing there in this Job's copy alone: their
# rows would be written for web pods that do not run them.
module_status() {
    magento "$status_timeout" module:config:status
    if timed_out "$status_timeout"; then
        fail StatusTimeout "module:config:status did not answer within $status_timeout s: see that the image's php runs."
    fi
    case $code in
        0) ;;
        1)
            said "is outdated" || unknown module:config:status
            fail ModulesOutdated "The image's app/etc/config.php does not list its modules as they are: run setup:upgrade or module:enable while the image is built, and commit config.php."
            ;;
        *) unknown module:config:status ;;
    esac
}

# What the last database status said, without empty lines and PHP's own remarks.
complaints() {
    LC_ALL=C grep -v -E -e "^[[:space:]]*$" -e "$remarks" "$work/output"
}

first_complaint() {
    complaints | head -n 1 | php -d "$complain" "$here/blank.php" 2>/dev/null
}

# Some stores never lose the complaint about declarative schema; a line of any other kind is not waved through.
complains_about_schema_only() {
    said 'Declarative Schema is not up to date' || return 1
    ! complaints | LC_ALL=C grep -q -v -E \
        -e "^[[:space:]]*Declarative Schema is not up to date" \
        -e "^[[:space:]]*-[[:space:]]" \
        -e "^[[:space:]]*Run 'setup:upgrade' to update"
}
