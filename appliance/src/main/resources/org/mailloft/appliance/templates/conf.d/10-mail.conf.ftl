# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
mail_location = maildir:${state}/var/spool/dovecot/private/%Ld/%Ln/Maildir
mail_home = ${state}/var/spool/dovecot/private/%Ld/%Ln
mail_uid = ${uid}
mail_gid = ${gid}
mail_fsync = optimized

namespace inbox {
  inbox = yes
  separator = /
}
