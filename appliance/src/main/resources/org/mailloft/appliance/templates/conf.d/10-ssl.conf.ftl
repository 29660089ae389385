# Written by the appliance at every start: changes to this file are lost. Put your own into local.conf.
ssl = yes
ssl_cert = <${state}/etc/mailloft/ssl/host.pem
ssl_key = <${state}/etc/mailloft/ssl/host.key
ssl_min_protocol = TLSv1.2
