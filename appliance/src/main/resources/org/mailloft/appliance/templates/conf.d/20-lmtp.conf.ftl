# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
recipient_delimiter = +
protocol lmtp {
  postmaster_address = postmaster@${domain}
}
