# shellcheck shell=sh
# The upgrade. It is never under a timeout and nobody here ends it: half an upgrade is worse than a slow one.
# shellcheck disable=SC2034,SC2154  # variables of job.sh

upgrade() {
    # Ignored signals stay ignored in every child, php too.
    trap '' TERM INT HUP
    overrides job-overrides.json
    wait_little_for_tables
    ran=none attempts=0
    refuse_to_be_late
    refuse_a_shared_cache
    refuse_write_protection
    hold_lock
    module_status
    database_status
    config_status
    choose_command
    refuse_to_be_late
    [ "$ran" = none ] || run_upgrade
    verify_upgrade
}

# A pod that slept, or was resumed by a leader of yesterday, must not begin any more. No time given is too late.
refuse_to_be_late() {
    if [ "$(date +%s)" -le "$(number "${BEGIN_BEFORE:-}" 0)" ] 2>/dev/null; then
        return 0
    fi
    result=TooLate reason=TooLate ran=none
    message="The time in which this upgrade might begin is over: nothing ran, and it is tried again."
    exit 76
}

# setup:upgrade empties the whole cache database whatever the prefix, the live release's too, and purges Varnish.
refuse_a_shared_cache() {
    answer "$status_timeout" private-cache.php >/dev/null ||
        fail CommandFailed "The Job's env.php has no cache of its own, and an upgrade would empty the live one: keep cache backends and http_cache_hosts out of spec.env.overrides, then retry."
}

# Without this Magento stops after the schema is changed and before the data is.
refuse_write_protection() {
    copy=app/etc/.magento-job
    # Not ":": the shell would end where its redirection fails.
    { cat app/etc/config.php >"$copy" && true >>app/etc/config.php; } 2>/dev/null || {
        rm -f "$copy"
        fail WriteProtected "$root/app/etc and its config.php cannot be written, so nothing ran: the upgrade needs a writable copy with space left."
    }
    rm -f "$copy"
}

# setup:upgrade, although the status commands may ask for nothing: what they do not look at has changed. Otherwise what they
# ask for by now, as an upgrade that is not due drops and makes all triggers for nothing.
choose_command() {
    case ${UPGRADE_COMMAND:-setup:upgrade} in
        due)
            [ "$config" = 0 ] || ran=app:config:import
            [ "$database" = 0 ] || ran=setup:upgrade
            ;;
        *) ran=setup:upgrade ;;
    esac
}

run_upgrade() {
    retries=$(number "${LOCK_RETRIES:-}" 10)
    pause=$(number "${LOCK_PAUSE:-}" 1)
    while attempts=$((attempts + 1)); do
        run_command
        exit_code=$code
        [ "$code" != 0 ] || return 0
        if [ "$attempts" -gt "$retries" ] || ! gave_up_waiting; then
            break
        fi
        say "A table stayed locked; tries again in $pause s."
        sleep "$pause"
        pause=$((pause * 2 > 30 ? 30 : pause * 2))
        still_holds_lock || break
    done
    error=$(first_error)
    fail UpgradeFailed "$ran ended with exit code $code: {error}. The live release serves on, the database may be upgraded in part; read the log of this pod, mend the cause, then retry."
}

run_command() {
    case $ran in
        setup:upgrade) magento 0 setup:upgrade --keep-generated ;;
        *) magento 0 "$ran" ;;
    esac
}

# A table was locked by somebody's transaction. Before the data patches the schema is compared anew, so once more is
# harmless; after them a patch might be applied twice.
gave_up_waiting() {
    [ -e "$work/lock-timeout" ] && [ ! -e "$work/data-began" ]
}

# The flag switches Magento's own checks off, so this replaces them.
verify_upgrade() {
    module_status
    config_status
    database_status
    [ "$config" = 0 ] ||
        fail StatusAfterUpgrade "The configuration is still to be imported after $ran: an importer changes app/etc/config.php or does not keep what it says. Mend it, then retry."
    [ "$database" = 2 ] || return 0
    complaint=$(first_complaint)
    if [ "${VERIFY_STATUS:-Lenient}" = Lenient ] && complains_about_schema_only; then
        say "Passes, although the database status still complains about declarative schema."
        return 0
    fi
    fail StatusAfterUpgrade "setup:db:status still asks for setup:upgrade after $ran: {complaint}. Mend the declaration or the patch it names, then retry."
}
