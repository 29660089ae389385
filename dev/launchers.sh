# How the programs of debian/programs are started: what dev/ makes for itself below appliance/target, and what the packages
# bring. Sourced, not run. Wants $root (of the source tree) and $jars, the folder with the jars.

# A command ends soon: code is compiled after ten times as many runs as usual, so most of what the compiler would choose is
# over before it is done. An AOT cache holds only for the flags it was made with.
command_flags="-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable --enable-native-access=ALL-UNNAMED"
# Memory follows that of the host, or of the unit where it has a limit: three tenths of it for the mail server and one for the
# listener, the rest for Postfix, the directory and for files, which are faster in the system's cache than in a heap. -Xmx of the
# registry beats it. Whoever runs out of memory, or crashes, says so in the journal, ends, and is started again.
daemon_flags="-XX:+UseCompactObjectHeaders -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr"
daemon_flags="$daemon_flags -Xlog:aot=off --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# read_program NAME: sets place, kind, main and names from its line in debian/programs.
read_program() {
  read -r place kind main names < <(sed -n "s:^\([a-z/]*/$1 .*\):\1:p" "$root/debian/programs")
}

# all_programs: their names.
all_programs() {
  sed -n 's:^\([a-z/-]*\) .*:\1:p' "$root/debian/programs" | sed 's:.*/::'
}

# jars_named NAMES: their file names in their order, one a line.
jars_named() {
  local name file
  for name in $1; do
    if [ "$name" = others ]; then
      for file in "$jars"/*.jar; do
        file=${file##*/}
        if is_of_others "$file"; then
          echo "$file"
        fi
      done
    else
      for file in "$jars/$name".jar "$jars/$name"-[0-9]*.jar; do
        if [ -f "$file" ]; then
          echo "${file##*/}"
        fi
      done
    fi
  done
}

# What mailloft-runtime has: libraries of others, and ours that belong to no program.
is_of_others() {
  case $1 in
  mailloft-directory* | mailloft-picocli* | mailloft-systemd*) true ;;
  mailloft-* | unboundid-ldapsdk-*) false ;;
  *) true ;;
  esac
}

# class_path FOLDER NAMES: as if the jars were in FOLDER.
class_path() {
  jars_named "$2" | sed "s:^:$1/:" | paste -sd:
}

# launcher NAME FOLDERS STALE: the text of a launcher. FOLDERS sets lib, native, caches, share and java when it runs; STALE
# sets cache=none where the cache is not one of these jars.
launcher() {
  local place kind main names
  read_program "$1"
  cat <<END
#!/bin/sh
# Made by the build (dev/launchers.sh).
$2
$(cache_choice "$1")
$3
# arguments and file names are UTF-8: also for a cron job, and with a locale that this host does not have
export MAILLOFT_LANGUAGE="\${LC_ALL:-\${LC_MESSAGES:-\${LANG:-}}}" LC_ALL=C.UTF-8
exec "\$java" $(jvm_flags "$kind") \\
  -XX:AOTCache="\$caches/\$cache.aot" -Dmailloft.share="\$share" -Dmailloft.calls="\$native/libmailloft-calls.so" \\
  -cp "$(class_path '$lib' "$names")" $main "\$@"
END
}

jvm_flags() {
  case $1 in
  command) echo "$command_flags" ;;
  server) echo "-XX:MaxRAMPercentage=30 $daemon_flags" ;;
  follower) echo "-XX:MaxRAMPercentage=10 -XX:+UseSerialGC $daemon_flags" ;;
  esac
}

# ucr has a cache for each kind of verb; a wrong guess only costs time.
cache_choice() {
  if [ "$1" != ucr ]; then
    echo "cache=$1"
    return
  fi
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

# train_commands CACHES NATIVE SHARE STATE: makes the caches of commands from runs of them, by $JAVA_HOME, with a registry
# in STATE. How a run ends does not matter, and without a cache all works as well.
train_commands() {
  local caches=$1 native=$2 share=$3 state=$4
  rm -rf "$state"
  mkdir -p "$state/bin"
  # changes of the registry ask doveconf and doveadm, by name
  local name
  for name in doveconf doveadm; do
    read_program "$name"
    printf '#!/bin/sh\nexec "%s" -cp "%s" %s "$@"\n' "$JAVA_HOME/bin/java" "$(class_path "$jars" "$names")" "$main" >"$state/bin/$name"
    chmod 755 "$state/bin/$name"
  done
  # what is learned is a change of what is there already, not the first change of all: files are rendered, a restart is
  # pending, and of everything else there is an index, which wants it to be some seconds old
  train "" ucr --root "$state" set mail/dovecot/limits/default_client_limit=2000 training=1
  train ucr-render ucr --root "$state" set mail/dovecot/limits/default_client_limit=2001 training=2
  touch -d "10 seconds ago" "$state/etc/univention/base-defaults.conf"
  train "" ucr --root "$state" set training=3
  train "" ucr --root "$state" set training=3
  # what only reads is quicker without the classes of what writes
  train ucr-set ucr --root "$state" set training=4
  train ucr-search ucr --root "$state" search mail/dovecot
  train ucr-get ucr --root "$state" get mail/dovecot/limits/default_client_limit
  train doveconf doveconf -n -c "$state/etc/mailloft/mailloft.conf"
  train doveadm doveadm -o base_dir="$state" reload
  train mailloft-firewall mailloft-firewall --root "$state" status
  rm -rf "$state"
}

# train CACHE NAME ARGS...: runs a program, for the cache of that name if it is older than its jars, or for none.
train() {
  local cache=$caches/$1.aot learn=-XX:AOTMode=off place kind main names path
  read_program "$2"
  path=$(class_path "$jars" "$names")
  if [ -n "$1" ]; then
    if [ -f "$cache" ] && [ -z "$(IFS=:; find $path -newer "$cache")" ]; then
      return
    fi
    rm -f "$cache"
    learn=-XX:AOTCacheOutput=$cache
  fi
  shift 2
  PATH=$state/bin:$PATH MAILLOFT_STATE= "$JAVA_HOME/bin/java" $(jvm_flags "$kind") "$learn" \
    -Dmailloft.share="$share" -Dmailloft.calls="$native/libmailloft-calls.so" -cp "$path" "$main" "$@" \
    >/dev/null 2>&1 </dev/null || true
}

# train_server CACHES NATIVE SHARE STATE: makes the cache of the mail server from a short life of one in STATE: it starts,
# somebody logs in over TLS, stores a message and reads it, and it ends.
train_server() {
  local caches=$1 native=$2 share=$3 state=$4 port server
  rm -rf "$state"
  mkdir -p "$state/run"
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days 2 -keyout "$state/key" -out "$state/cert" 2>/dev/null
  echo "ann@example.org:{PLAIN}pw" >"$state/users"
  port=$((20000 + RANDOM % 10000))
  cat >"$state/mailloft.conf" <<END
protocols = imap lmtp
listen = 127.0.0.1
base_dir = $state/run
state_dir = $state/run
default_internal_user = $(id -un)
default_login_user = $(id -un)
log_path = $state/log
ssl_cert = <$state/cert
ssl_key = <$state/key
mail_home = $state/mail/%u
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = $state/users
}
userdb {
  driver = static
  args = uid=$(id -u) gid=$(id -g)
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = $port
  }
}
service lmtp {
  unix_listener lmtp {
  }
}
END
  train mailloft-server mailloft-server -c "$state/mailloft.conf" &
  server=$!
  local try
  for try in $(seq 100); do
    [ ! -S "$state/run/lmtp" ] || break
    sleep 0.1
  done
  printf '%s\r\n' "a LOGIN ann@example.org pw" "b APPEND INBOX {17+}" "Subject: Hello" "" "" "c SELECT INBOX" "d FETCH 1 ENVELOPE" "e LOGOUT" \
    | timeout 20 openssl s_client -quiet -connect "127.0.0.1:$port" >"$state/imap" 2>&1 || true
  kill $(cat "/proc/$server/task/$server/children") 2>/dev/null || true
  wait "$server"
  rm -rf "$state"
}
