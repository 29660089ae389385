# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
base_dir = ${state}/run
state_dir = ${state}/var/lib/mailloft
instance_name = mailloft
hostname = ${hostname}
protocols = imap lmtp
listen = ${address}
login_greeting = Mailloft ready.
log_path = ${state}/var/log/mailloft/mail.log

!include conf.d/*.conf
!include_try local.conf
