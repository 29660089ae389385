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
      \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) -newer "$stamp" -print -quit)" ]; then
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
  local state=$target/training
  rm -rf "$state"
  mkdir -p "$target/bin" "$state"
  make_lock_library
  local ucr=org.mailloft.ucr.cli.Ucr ucr_jars="mailloft-ucr-templates-* mailloft-firewall-* freemarker-*"
  launcher ucr $ucr "$ucr_jars"
  launcher doveconf org.mailloft.conf.doveconf.Doveconf "mailloft-conf-* mailloft-picocli-* slf4j-api-*"
  launcher doveadm org.mailloft.doveadm.Doveadm "mailloft-doveadm-* mailloft-picocli-*"
  # what only reads is quicker without the classes of what writes
  # what is learned is a change of what is there already, not the first change of all
  "$target/bin/ucr" --root "$state" set mail/dovecot/limits/default_client_limit=2000 training=1 >/dev/null 2>&1 || true
  train ucr-render "$ucr_jars" $ucr --root "$state" set mail/dovecot/limits/default_client_limit=2001 training=2
  "$target/bin/ucr" --root "$state" set training=3 >/dev/null 2>&1 || true
  train ucr-set "$ucr_jars" $ucr --root "$state" set training=4
  train ucr-search "$ucr_jars" $ucr --root "$state" search mail/dovecot
  train ucr-get "$ucr_jars" $ucr --root "$state" get mail/dovecot/limits/default_client_limit
  train doveconf "mailloft-conf-* mailloft-picocli-* slf4j-api-*" org.mailloft.conf.doveconf.Doveconf -n -c "$state/etc/mailloft/mailloft.conf"
  train doveadm "mailloft-doveadm-* mailloft-picocli-*" org.mailloft.doveadm.Doveadm -o base_dir="$state" reload
  rm -rf "$state"
}

# Makes lib/libmailloft-flock.so where there is a compiler: with it a command gets its lock at once, without it in 40 ms.
make_lock_library() {
  local source=$root/ucr-templates/src/main/c/flock.c
  local library=$root/appliance/target/lib/libmailloft-flock.so
  if [ "$library" -nt "$source" ]; then
    return
  fi
  cc -O2 -shared -fPIC -I"$JAVA_HOME/include" -I"$JAVA_HOME/include/linux" -o "$library.new" "$source" 2>/dev/null || return 0
  mv "$library.new" "$library"
}

# What the JVM of every command gets; a cache holds only for the flags it was made with. Code is compiled after ten times as
# many runs as usual: most of what the compiler would choose is over before it is done.
command_flags="-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable --enable-native-access=ALL-UNNAMED"

# class_path_of FOLDER PATTERNS: those jars of appliance/target/lib, as if they were in FOLDER.
class_path_of() {
  local path="" pattern file
  for pattern in $2; do
    for file in "$root"/appliance/target/lib/$pattern.jar; do
      path=$path:$1/$(basename "$file")
    done
  done
  echo "${path#:}"
}

# launcher NAME MAIN JARS: writes bin/NAME.
launcher() {
  local file=$root/appliance/target/bin/$1
  cat >"$file.new" <<EOF
#!/bin/sh
# Made by the build (dev/lib.sh).
lib=\${0%/*}/../lib
java=$JAVA_HOME/bin/java
[ -x "\$java" ] || java=\${JAVA_HOME:+\$JAVA_HOME/bin/}java
cache=$1
$(cache_choice "$1")
# a JVM before 25.0.4 takes classes out of a cache that is older than their jar (JDK-8377932)
for jar in $(class_path_of '"$lib"' "$3" | tr : ' '); do
  [ "\$jar" -nt "\$lib/\$cache.aot" ] && cache=none
done
# arguments and file names are UTF-8, also for a cron job
case "\${LC_ALL:-\${LC_CTYPE:-\${LANG:-}}}" in
*UTF-8 | *utf8) ;;
*) export LC_ALL=C.UTF-8 ;;
esac
exec "\$java" $command_flags \
  -XX:AOTCache="\$lib/\$cache.aot" -Dmailloft.share="\${MAILLOFT_SHARE:-\$lib/../../../ucr-templates/share}" \
  -Dmailloft.flock="\$lib/libmailloft-flock.so" \
  -cp "$(class_path_of '$lib' "$3")" $2 "\$@"
EOF
  chmod 755 "$file.new"
  mv "$file.new" "$file"
}

# ucr has a cache for each kind of verb; a wrong guess only costs time.
cache_choice() {
  [ "$1" = ucr ] || return 0
  cat <<'EOF'
case " $* " in
*" get "* | *" dump "*) cache=ucr-get ;;
*" search "* | *" shell "* | *" info "*) cache=ucr-search ;;
*" set mail"* | *" unset mail"*) cache=ucr-render ;;
*" set "* | *" unset "*) cache=ucr-set ;;
*) cache=ucr-render ;;
esac
EOF
}

# train CACHE JARS MAIN ARGS...: makes lib/CACHE.aot from a run, unless it is newer than its jars. How the run ends does not
# matter, and without a cache all works as well.
train() {
  local lib=$root/appliance/target/lib
  local cache=$lib/$1.aot path
  path=$(class_path_of "$lib" "$2")
  if [ -f "$cache" ] && [ -z "$(IFS=:; find $path -newer "$cache")" ]; then
    return
  fi
  shift 2
  rm -f "$cache"
  PATH=$root/appliance/target/bin:$PATH MAILLOFT_SHARE=$root/ucr-templates/share MAILLOFT_STATE= \
    "$JAVA_HOME/bin/java" $command_flags -XX:AOTCacheOutput="$cache" -Dmailloft.flock="$lib/libmailloft-flock.so" -cp "$path" "$@" >/dev/null 2>&1 </dev/null || true
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

# run_command NAME ARGS...: becomes one of the commands in appliance/target/bin, which finds the others in PATH.
run_command() {
  local bin=$root/appliance/target/bin
  export PATH=$bin:$PATH
  exec "$bin/$1" "${@:2}"
}
