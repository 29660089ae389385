# Shared by the scripts in this folder. Sourced, not run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
  echo "dev/$(basename "$0"): $*" >&2
  exit 1
}

# Sets JAVA_HOME to a JDK 25 or newer: $JAVA_HOME itself, or one below /usr/lib/jvm. (MAILLOFT_JVM_ROOT is for tests.)
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "${MAILLOFT_JVM_ROOT:-/usr/lib/jvm}"/*; do
    [ -x "$candidate/bin/javac" ] || continue
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release" 2>/dev/null || true)
    if [ "${version:-0}" -ge 25 ]; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  die "needs a JDK 25 or newer below /usr/lib/jvm (or in JAVA_HOME): install temurin-25-jdk or openjdk-25-jdk."
}

# Maven on the JDK that find_jdk found, without colours and without the JDK's remarks about Maven's own libraries.
run_maven() {
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B -ntp -Dstyle.color=never "$@"
}

# Builds what the commands run from: appliance/target/lib with our jars and those of others, if a source is newer.
build() {
  local stamp=$root/appliance/target/built
  if [ -f "$stamp" ] && [ -z "$(find "$root" \( -name target -o -name var -o -name .git \) -prune -o \
      \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) -newer "$stamp" -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || die "needs Maven: install the package maven."
  echo "building ..." >&2
  (cd "$root" && run_maven -q -DskipTests -Dspotless.check.skip package 1>&2) || die "the build failed, see above."
  touch "$stamp"
}

# The class path of everything, our jars first.
class_path() {
  echo "$root/appliance/target/lib/*"
}

# run_java MAIN ARGS...: becomes the given program.
run_java() {
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    ${JAVA_OPTIONS:-} -cp "$(class_path)" "$@"
}
