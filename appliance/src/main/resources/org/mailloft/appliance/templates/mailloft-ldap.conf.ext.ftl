# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
uris = ldap://${address}:${ports.ldap}
dn = ${directory.readerDn}
dnpass = ${directory.readerPassword}
auth_bind = yes
ldap_version = 3
base = ${directory.baseDn}
scope = subtree
user_attrs = mailPrimaryAddress=user,univentionMailUserQuota=quota_rule=*:bytes=%$M
user_filter = (&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(mailAlternativeAddress=%u)(&(uid=%u)(mailPrimaryAddress=*))))
pass_attrs = mailPrimaryAddress=user
pass_filter = (&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(&(uid=%u)(mailPrimaryAddress=*))))
iterate_attrs = mailPrimaryAddress=user
iterate_filter = (&(objectClass=univentionMail)(mailPrimaryAddress=*))
