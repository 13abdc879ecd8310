#!/usr/bin/env bash
# Lets Schemathesis attack the store with what its own OpenAPI description allows, and with what it does not, by all of
# Schemathesis' checks. Starts the development store on a free port, ends it again, leaves nothing behind but a report in
# target/schemathesis. Needs python3; Schemathesis comes from PyPI into a temporary directory.
#
# Exit status 77 says that Schemathesis cannot be had, so that nothing was tried.
#
#   src/test/scripts/schemathesis.sh [cases-per-operation] [seed]
#
# 500 cases an operation make some 10,000 in all; the default makes some 700, for each run begins with what is fixed.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cases=${1:-15}
seed=${2:-$RANDOM}
version=4.32.5

scratch=$(mktemp -d)
store=
cleanup() {
    if [ -n "$store" ]; then
        kill -- "-$store" 2>/dev/null || true
        wait "$store" 2>/dev/null || true
    fi
    rm -rf "$scratch"
}
trap cleanup EXIT

if ! { python3 -m venv "$scratch/venv" &&
    "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"; }; then
    echo "Schemathesis $version cannot be installed here." >&2
    exit 77
fi

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
base="http://127.0.0.1:$port"
mkdir -p target/schemathesis
set -m # a process group of its own, to be ended as a whole
SERVER_PORT=$port ./mvnw -B -q -Dspotless.check.skip spring-boot:test-run >target/schemathesis/store.log 2>&1 &
store=$!
set +m
for _ in $(seq 300); do
    if curl -sf "$base/actuator/health/readiness" >/dev/null; then
        break
    fi
    kill -0 "$store" || { cat target/schemathesis/store.log; exit 1; }
    sleep 1
done

token=$(curl -sf "$base/dev/tokens" -H 'Content-Type: application/json' -d '{"userId": "ada", "roles": ["staff"]}' |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])')

# What belongs to development only is no part of the contract; and staff sees what it has withdrawn.
"$scratch/venv/bin/st" --config-file src/test/scripts/schemathesis.toml run "$base/v3/api-docs" \
    --checks all \
    --exclude-checks use_after_free \
    --exclude-path-regex '^/dev/' \
    --header "Authorization: Bearer $token" \
    --max-examples "$cases" \
    --seed "$seed" \
    --continue-on-failure \
    --generation-database none \
    --no-color \
    --report json --report-json-path target/schemathesis/report.json
