# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
protocol imap {
  mail_max_userip_connections = 50
}
imap_idle_notify_interval = 2 mins
