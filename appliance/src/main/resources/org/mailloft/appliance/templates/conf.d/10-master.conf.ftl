# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
service imap-login {
  service_count = 0
  client_limit = 1000
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = ${address}
    port = ${ports.lmtp}
  }
}
service doveadm {
  unix_listener doveadm-server {
    mode = 0600
  }
  inet_listener http {
    address = ${address}
    port = ${ports.http}
  }
}
doveadm_api_key = ${apiKey}
doveadm_socket_path = doveadm-server
