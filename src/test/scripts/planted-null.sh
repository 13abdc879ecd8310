#!/usr/bin/env bash
# Plants a null and lets the build compile it, as it compiles the main code: NullAway has to refuse that null and nothing
# else. What would let it pass is a check that is configured and does not run. Takes seconds, leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/../../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r .mvn mvnw pom.xml lombok.config "$scratch"
cd "$scratch"
mkdir -p src/main/java/store/retro
cat >src/main/java/store/retro/Planted.java <<'JAVA'
package store.retro;

import org.jspecify.annotations.Nullable;

final class Planted {

    static @Nullable Object said() {
        return null;
    }

    static Object planted() {
        return null;
    }
}
JAVA

if ./mvnw -B -ntp -q -Dcyclonedx.skip compile >log 2>&1; then
    echo "The planted null was compiled: NullAway does not look at the main code." >&2
    exit 1
fi
found=$(grep -o 'Planted.java:.*' log | sort -u)
expected='Planted.java:[12,9] [NullAway] returning @Nullable expression from method with @NonNull return type'
[ "$found" = "$expected" ] || { cat log >&2; exit 1; }
