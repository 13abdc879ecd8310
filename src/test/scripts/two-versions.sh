#!/usr/bin/env bash
# Builds version 1.0.0 of the store from this repository's own history, and lets a process of it share one database with
# one of today, under load: part of the slow profile. Leaves nothing behind.
#
#   src/test/scripts/two-versions.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
former=7169556

scratch=$(mktemp -d)
cleanup() {
    git worktree remove --force "$scratch/former" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT

git worktree add --quiet --detach "$scratch/former" "$former"
(cd "$scratch/former" && ./mvnw -B -ntp -q -DskipTests package)
./mvnw -B -ntp verify -Dreliability=slow -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=TwoVersionsIT -Dformer.artifact="$(ls "$scratch"/former/target/retro-store-*.jar)"
