#!/bin/sh
# Copies Magento's configuration folder into the Job's own, writable one: seed.sh FROM TO
#
# cp -r, as cp -a wants ownership; then writable for the owner, which the image's files need not be. TO itself belongs to
# somebody else and is left as it is. What a link of the folder names is copied in its place: the copy can be written, and
# the link may lead nowhere from there. An env.php of the image is left out: the release's is mounted in its place, and the
# pod's user need not be able to read the image's.
set -eu

for entry in "$1"/* "$1"/.[!.]*; do
    if [ ! -e "$entry" ] || [ "${entry##*/}" = env.php ]; then
        continue
    fi
    if [ -L "$entry" ]; then
        cp -rL "$entry" "$2/"
    else
        cp -r "$entry" "$2/"
    fi
    chmod -R u+w "$2/${entry##*/}"
done
