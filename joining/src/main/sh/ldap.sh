# shellcheck shell=bash
# The functions about services of hosts that join scripts of UCS domains know, for a host that does not have them.
# Sourced by join.sh, whose directory_ functions they use; the arguments for a login are taken from there.

# ucs_addServiceToLocalhost NAME ...: notes in the directory that this host has this service, such as IMAP.
ucs_addServiceToLocalhost() {
  local entry class=''
  entry=$(directory_read "$JOIN_HOST" objectClass univentionService) \
    || die "the entry of this host, $JOIN_HOST, cannot be read in the directory."
  if directory_has "$entry" univentionService "$1"; then
    return 0
  fi
  directory_has "$entry" objectClass univentionHost || class=$'add: objectClass\nobjectClass: univentionHost\n-\n'
  directory_change 20 <<END || die "cannot note in the directory that this host has the service $1."
dn: $JOIN_HOST
changetype: modify
${class}add: univentionService
univentionService: $1
END
  echo "The directory knows that this host has the service $1."
}

# ucs_removeServiceFromLocalhost NAME ...: takes that back.
ucs_removeServiceFromLocalhost() {
  directory_change 16 32 <<END || die "cannot note in the directory that this host has no service $1 any more."
dn: $JOIN_HOST
changetype: modify
delete: univentionService
univentionService: $1
END
}

# ucs_isServiceUnused NAME ...: whether no host has this service.
ucs_isServiceUnused() {
  local hosts
  hosts=$(directory_search "$JOIN_BASE" "(univentionService=$1)" dn) \
    || die "cannot search the directory for hosts with the service $1."
  [ -z "$hosts" ]
}
