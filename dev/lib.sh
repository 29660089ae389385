# Shared by the scripts in this folder. Sourced, not run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

. "$root/dev/launchers.sh"

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

# Builds what the commands run from, if a source is newer: appliance/target/lib with our jars and those of others, and
# appliance/target/bin with the commands. One at a time; what runs meanwhile keeps its files when nothing has changed.
build() {
  local stamp=$root/appliance/target/built
  mkdir -p "$root/appliance/target"
  exec 9>"$root/appliance/target/build.lock"
  flock 9
  build_if_needed
  exec 9>&-
}

build_if_needed() {
  if [ -f "$stamp" ] && [ -z "$(find "$root" \( -name target -o -name var -o -name .git \) -prune -o \
      \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' -o -path '*/src/main/c/*' \
      -o -path "$root/dev/*.sh" -o -path "$root/debian/programs" \) -newer "$stamp" -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || die "needs Maven: install the package maven."
  echo "building ..." >&2
  (cd "$root" && run_maven -q -DskipTests -Dspotless.check.skip package 1>&2) || die "the build failed, see above."
  make_commands
  touch "$stamp"
}

# Puts doveconf, doveadm and ucr into appliance/target/bin, each with what its JVM learned from a run of it (an AOT cache):
# started like that a command takes a third of the time. A cache that does not fit its jars or its JVM is just not used.
make_commands() {
  local target=$root/appliance/target
  local jars=$target/lib name
  mkdir -p "$target/bin"
  make_calls_library
  for name in ucr doveconf doveadm; do
    launcher "$name" "$(built_folders)" "$(stale_beside_jars "$name")" >"$target/bin/$name.new"
    chmod 755 "$target/bin/$name.new"
    mv "$target/bin/$name.new" "$target/bin/$name"
  done
  train_commands "$jars" "$jars" "$root/ucr-templates/share" "$target/training"
}

# For launchers in appliance/target/bin.
built_folders() {
  cat <<EOF
lib=\${0%/*}/../lib
native=\$lib
caches=\$lib
share=\${MAILLOFT_SHARE:-\$lib/../../../ucr-templates/share}
java=$JAVA_HOME/bin/java
[ -x "\$java" ] || java=\${JAVA_HOME:+\$JAVA_HOME/bin/}java
EOF
}

# stale_beside_jars NAME: a JVM before 25.0.4 takes classes out of a cache that is older than their jar (JDK-8377932).
stale_beside_jars() {
  local place kind main names
  read_program "$1"
  cat <<EOF
for jar in $(class_path '"$lib"' "$names" | tr : ' '); do
  [ "\$jar" -nt "\$lib/\$cache.aot" ] && cache=none
done
EOF
}

# Makes lib/libmailloft-calls.so where there is a compiler: without it a command takes 40 ms longer (SystemCalls).
make_calls_library() {
  local source=$root/ucr-templates/src/main/c/calls.c
  local library=$root/appliance/target/lib/libmailloft-calls.so
  if [ "$library" -nt "$source" ]; then
    return
  fi
  cc -O2 -shared -fPIC -I"$JAVA_HOME/include" -I"$JAVA_HOME/include/linux" -o "$library.new" "$source" 2>/dev/null || return 0
  mv "$library.new" "$library"
}

# run_java MAIN ARGS...: becomes the given program.
run_java() {
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    ${JAVA_OPTIONS:-} -cp "$root/appliance/target/lib/*" "$@"
}

# run_command NAME ARGS...: becomes one of the commands in appliance/target/bin, which finds the others in PATH.
run_command() {
  local bin=$root/appliance/target/bin
  export PATH=$bin:$PATH
  exec "$bin/$1" "${@:2}"
}
