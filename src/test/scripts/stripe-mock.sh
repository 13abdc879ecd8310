#!/bin/sh
# Runs the Stripe adapter against stripe-mock, Stripe's own check of requests by its OpenAPI description.
# Needs Go, and the Go module proxy once; everything goes into a temporary directory.
set -eu
cd "$(dirname "$0")/../../.."

work=$(mktemp -d)
mock=
cleanup() {
  [ -z "$mock" ] || kill "$mock" 2> /dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

GOBIN="$work/bin" GOPATH="$work/go" GOFLAGS=-modcacherw go install github.com/stripe/stripe-mock@v0.203.0
port=${STRIPE_MOCK_PORT:-12111}
"$work/bin/stripe-mock" -http-port "$port" > "$work/log" 2>&1 &
mock=$!

tries=0
until curl -s -o /dev/null "http://localhost:$port/"; do
  tries=$((tries + 1))
  [ "$tries" -lt 50 ] || { cat "$work/log"; exit 1; }
  sleep 0.2
done

./mvnw -B -q verify -Dstripe.mock="http://localhost:$port" \
  -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=StripeMockIT

echo "The adapter and stripe-mock agree. What was asked:"
grep -Eo 'Request: [A-Z]+ [^ ]+' "$work/log" | sort | uniq -c || true
