# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_cache_size = 16 M
auth_cache_ttl = 1 hours
auth_cache_negative_ttl = 1 mins
auth_master_user_separator = *

passdb {
  driver = passwd-file
  master = yes
  args = ${state}/etc/mailloft/master-users
}
passdb {
  driver = ldap
  args = ${state}/etc/mailloft/mailloft-ldap.conf.ext
}
userdb {
  driver = ldap
  args = ${state}/etc/mailloft/mailloft-ldap.conf.ext
}
