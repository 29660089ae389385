# shellcheck shell=bash
# What the join scripts have in common: the functions of UCS (those of the host where it has them, else ours) and access to
# the directory. Sourced by a script that has set VERSION.
#
# A join script ends with 0 when it is done, 1 when it has to run again later, 2 when it was called wrongly or the directory
# does not accept the credentials. It changes nothing that is there already, so it may run at any time, also twice at once.
#
# MAILLOFT_JOIN_ROOT is put before the names of files of the host; for tests.

JOIN_ROOT=${MAILLOFT_JOIN_ROOT:-}
JOIN_LIBRARY=$(dirname "${BASH_SOURCE[0]}")

# shellcheck source=joinscripthelper.lib
if [ -r "$JOIN_ROOT/usr/share/univention-join/joinscripthelper.lib" ]; then
  . "$JOIN_ROOT/usr/share/univention-join/joinscripthelper.lib"
else
  . "$JOIN_LIBRARY/joinscripthelper.lib"
fi
# shellcheck source=ldap.sh
if [ -r "$JOIN_ROOT/usr/share/univention-lib/ldap.sh" ]; then
  . "$JOIN_ROOT/usr/share/univention-lib/ldap.sh"
else
  . "$JOIN_LIBRARY/ldap.sh"
fi

# wrong MESSAGE: running again does not help, calling otherwise does.
wrong() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

# join_begin ARGUMENTS: waits until no other join script of ours runs, ends when this one is done, and finds out how to log
# in to the directory: with --binddn and --bindpwdfile, else as what the host itself may be. Sets JOIN_BASE and JOIN_HOST.
join_begin() {
  # what the person who calls has set for these tools is not the host's
  unset "${!LDAP@}"
  join_arguments "$@"
  mkdir -p "$JOIN_ROOT/run/lock"
  exec 9>"$JOIN_ROOT/run/lock/mailloft-join"
  flock -w 120 9 || die 'another join script does not come to an end.'
  joinscript_init
  command -v ldapmodify >/dev/null || die 'needs the package ldap-utils.'
  JOIN_BASE=$(ucr get ldap/base)
  JOIN_HOST=$(first_of ldap/hostdn mailloft/ldap/binddn)
  if [ -z "$JOIN_BASE" ] || [ -z "$JOIN_HOST" ]; then
    die 'this host has no directory yet, see mailloft-setup(8).'
  fi
  join_login
}

join_arguments() {
  JOIN_DN='' JOIN_PASSWORD_FILE=''
  while [ $# -gt 0 ]; do
    case $1 in
      --binddn | --bindpwdfile) [ $# -ge 2 ] || wrong "$1 has no value." ;;
    esac
    case $1 in
      --binddn) JOIN_DN=$2 ;;
      --bindpwdfile) JOIN_PASSWORD_FILE=$2 ;;
      --bindpwd*) wrong 'a password among the arguments can be read by everybody on the host: use --bindpwdfile.' ;;
      *) wrong "unknown argument $1." ;;
    esac
    shift 2
  done
  [ -n "$JOIN_DN" ] || [ -z "$JOIN_PASSWORD_FILE" ] || wrong '--bindpwdfile needs --binddn.'
  [ -z "$JOIN_DN" ] || [ -r "$JOIN_PASSWORD_FILE" ] || wrong '--binddn needs --bindpwdfile with a file that can be read.'
}

join_login() {
  local authority
  JOIN_URI=$(join_uri)
  # a primary directory node and its backups may write anything, and so may root at the slapd of a single host
  if [ -z "$JOIN_DN" ]; then
    case $(ucr get server/role):$JOIN_URI in
      domaincontroller_master:* | domaincontroller_backup:*)
        JOIN_DN=cn=admin,$JOIN_BASE JOIN_PASSWORD_FILE=$JOIN_ROOT/etc/ldap.secret
        ;;
      :ldap://127.0.0.1* | :ldap://localhost* | :ldap://\[::1\]*)
        if [ -S "$JOIN_ROOT/run/slapd/ldapi" ]; then
          JOIN_TOOL_OPTIONS=(-Q -Y EXTERNAL -H "ldapi://${JOIN_ROOT//\//%2F}%2Frun%2Fslapd%2Fldapi")
          return
        fi
        ;;
    esac
    [ -r "$JOIN_PASSWORD_FILE" ] \
      || die 'needs somebody who may write to the directory: run "mailloft-join --binddn DN run".'
  fi
  # the password is the first line of the file; the tools take every octet
  JOIN_SECRET=$(mktemp) || die 'cannot make a file.'
  trap 'rm -f "$JOIN_SECRET"' EXIT
  head -n 1 "$JOIN_PASSWORD_FILE" | tr -d '\r\n' >"$JOIN_SECRET"
  # with an empty password the directory would let in anybody, as nobody
  [ -s "$JOIN_SECRET" ] || wrong "$JOIN_PASSWORD_FILE has no password in it."
  JOIN_TOOL_OPTIONS=(-x -D "$JOIN_DN" -y "$JOIN_SECRET" -H "$JOIN_URI")
  case $JOIN_URI:$(ucr get mailloft/ldap/starttls) in
    ldaps://* | *:no | *:false | *:0 | *:off | *:disable | *:disabled) ;;
    *) JOIN_TOOL_OPTIONS+=(-ZZ) ;;
  esac
  authority=$(first_of mail/dovecot/auth/ldap/cafile)
  export LDAPTLS_CACERT=${authority:-$JOIN_ROOT/etc/univention/ssl/ucsCA/CAcert.pem} LDAPTLS_REQCERT=demand
  directory_tool '' ldapwhoami >/dev/null || die "$JOIN_URI does not answer as it should."
}

# The server that can be written to.
join_uri() {
  local name port uris
  name=$(ucr get ldap/master)
  port=$(ucr get ldap/master/port)
  uris=$(ucr get mailloft/ldap/uris)
  if [ -z "$name" ] && [ -n "$uris" ]; then
    echo "${uris%% *}"
    return
  fi
  if [ -z "$name" ]; then
    name=$(ucr get ldap/server/name)
    port=$(ucr get ldap/server/port)
  fi
  echo "ldap://${name:-localhost}:${port:-7389}"
}

# join_end: the services get the password that the host has today, and the script is done.
join_end() {
  "$JOIN_ROOT/usr/lib/univention-server/server_password_change.d/mailloft" postchange \
    || die 'the services do not have the password of this host.'
  joinscript_save_current_version
}

# first_of KEY ...: the value of the first variable that has one.
first_of() {
  local key value
  for key in "$@"; do
    value=$(ucr get "$key")
    if [ -n "$value" ]; then
      printf '%s\n' "$value"
      return
    fi
  done
}

# directory_change [RESULT ...] <LDIF: carries it out; these LDAP results are as good as success.
directory_change() {
  directory_tool "$*" ldapmodify >/dev/null
}

# directory_search BASE FILTER ATTRIBUTE ...: prints entries, not all when the server does not want to.
directory_search() {
  directory_tool 4 ldapsearch -LLL -o ldif_wrap=no -b "$1" "${@:2}"
}

# directory_read DN ATTRIBUTE ...
directory_read() {
  directory_tool '' ldapsearch -LLL -o ldif_wrap=no -s base -b "$1" '(objectClass=*)' "${@:2}"
}

# directory_has ENTRY ATTRIBUTE VALUE: whether the entry as it was printed has this value, in capitals or not.
directory_has() {
  printf '%s\n' "$1" | grep -qixF "$2: $3"
}

# directory_tool RESULTS TOOL ARGUMENT ...: ends the script when the directory does not let us.
directory_tool() {
  local accepted=$1 tool=$2 result=0
  shift 2
  timeout 60 "$tool" -o nettimeout=10 "${JOIN_TOOL_OPTIONS[@]}" "$@" || result=$?
  case " 0 $accepted " in *" $result "*) return 0 ;; esac
  case $result in
    49) wrong "$JOIN_URI does not accept the password of $JOIN_DN." ;;
    50) wrong "$JOIN_URI does not let ${JOIN_DN:-root} do this." ;;
  esac
  return "$result"
}
