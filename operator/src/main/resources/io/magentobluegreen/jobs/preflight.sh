# shellcheck shell=sh
# What is known before anything is touched: whether env.php, image, database and configuration fit together.
# shellcheck disable=SC2034,SC2154  # variables of job.sh

preflight() {
    overrides job-overrides.json
    wait_little_for_tables
    inspect_env
    inspect_image
    module_status
    database_status
    config_status
    digest_setup
    compare_patches
}

# refused_by REASON SENTENCE: the program that ran last says why, unless it could not even say that.
refused_by() {
    show_stderr
    result=Failed reason_else=$1 message_else=$2
    exit 1
}

inspect_env() {
    inspected=$(answer "$status_timeout" inspect-env.php) ||
        refused_by EnvBroken "env.php cannot be inspected: see that the store's file and php in the image work, the log of this pod has more."
}

inspect_image() {
    [ -s pub/static/deployed_version.txt ] ||
        fail StaticContentMissing "The image has no pub/static/deployed_version.txt: run setup:static-content:deploy while it is built."
    [ -n "$(ls -A generated/metadata 2>/dev/null)" ] ||
        fail GeneratedMissing "The image has no generated/metadata: run setup:di:compile while it is built, or its first pages take seconds."
    supports_flag ||
        fail FlagUnsupported "The image's code does not know deployment/blue_green/enabled: it would refuse pages once a newer release has upgraded the database. Use Magento 2.4.4 or later."
}

# Both plugins that refuse pages must know the flag, wherever the image keeps its code.
supports_flag() {
    knows=1
    for plugin in vendor/*/framework/Module/Plugin/DbStatusValidator.php \
        lib/internal/Magento/Framework/Module/Plugin/DbStatusValidator.php \
        vendor/*/module-deploy/Model/Plugin/ConfigChangeDetector.php \
        app/code/Magento/Deploy/Model/Plugin/ConfigChangeDetector.php; do
        [ -f "$plugin" ] || continue
        grep -q -F 'blue_green/enabled' "$plugin" || return 1
        knows=0
    done
    return "$knows"
}

digest_setup() {
    setup_digest=$(answer 300 setup-digest.php) || setup_digest=
    [ -n "$setup_digest" ] ||
        refused_by CommandFailed "The image's setup files could not be read: see that the pod's user may read all of $root."
}

compare_patches() {
    patches=$(answer "$status_timeout" patches.php) ||
        refused_by DatabaseUnreachable "The database did not tell its patches and modules: see that the user of env.php may read patch_list and setup_module."
}
