# What the maintainer scripts of the packages have in common. Sourced, not run; debconf's confmodule first where set_up is called.

# taking_over COMMAND ARGS...: runs ucr and shows warnings, or all it says if it fails. That is no reason to fail too: what is
# wrong may be with a program of somebody else, and the packages that repair it have to be installed.
taking_over() {
  if said=$("$@" 2>&1); then
    # what has to be restarted the packages restart themselves
    echo "$said" | grep '^W:' | grep -v 'run `ucr apply`' >&2 || true
  else
    echo "$said" >&2
    echo "$DPKG_MAINTSCRIPT_PACKAGE: \"$*\" failed, see above. When that is repaired, run it again." >&2
  fi
}

# register NAMES: the registry makes the files of these packages from now on, and sets what they suggest where nothing is set.
register() {
  taking_over ucr register "$@"
}

# unregister NAMES: the files that were there before come back.
unregister() {
  if command -v ucr >/dev/null; then
    taking_over ucr unregister "$@"
  fi
}

# set_up: makes a mail server of this host, with the answers to the questions of mailloft-server. Ends the talk to debconf.
set_up() {
  fqdn='' domain='' admin=''
  db_get mailloft-server/hostname && fqdn=$RET
  db_get mailloft-server/mail-domain && domain=$RET
  db_get mailloft-server/admin-address && admin=$RET
  db_stop
  set -- --auto ${fqdn:+--fqdn "$fqdn"} ${domain:+--mail-domain "$domain"} ${admin:+--admin "$admin"}
  if ! mailloft-setup "$@" </dev/null >&2; then
    echo "$DPKG_MAINTSCRIPT_PACKAGE: this host is not set up yet. When what is said above is repaired, run: mailloft-setup --auto" >&2
  fi
}

# is_set_up: whether the registry names a directory.
is_set_up() {
  [ -n "$(ucr get ldap/base)" ]
}
