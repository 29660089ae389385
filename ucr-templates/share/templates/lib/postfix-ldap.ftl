<#-- The part of each LDAP map that says where the directory is and how to log in. -->
<#include "/lib/host.ftl">
<#macro directory>
  <#local uris = words("mailloft/ldap/uris")>
  <#if !uris?has_content>
    <#list [ucr["ldap/server/name"]!"localhost"] + words("ldap/server/addition") as name>
      <#local uris += ["ldap://" + name + ":" + ucr["ldap/server/port"]!"7389"]>
    </#list>
  </#if>
server_host = ${uris?join(" ")}
version = 3
timeout = ${number("mail/postfix/ldap/timeout", 15)}
debuglevel = ${number("mail/postfix/ldaptable/debuglevel", 0)}
start_tls = ${isTrue("mail/postfix/ldaptable/starttls", true)?then("yes", "no")}
tls_require_cert = ${isTrue("mail/postfix/ldaptable/tlsrequirecert", true)?then("yes", "no")}
tls_ca_cert_file = ${ucr["mail/postfix/ldaptable/tlscacertfile"]!path("/etc/univention/ssl/ucsCA/CAcert.pem")}
  <#local dn = ucr["mailloft/ldap/binddn"]!ucr["ldap/hostdn"]!"">
bind = ${dn?has_content?then("yes", "no")}
  <#if dn?has_content>
bind_dn = ${dn}
bind_pw = ${secret(ucr["mailloft/ldap/secret"]!"/etc/machine.secret")}
  </#if>
search_base = ${(ucr["ldap/base"]!"")?replace("%", "%%")}
scope = sub
</#macro>
<#-- This host as a value in a filter. -->
<#function here>
  <#if !fqdn?matches("[A-Za-z0-9._-]+")>
    <#return refuse("hostname", "cannot be part of a host's name")>
  </#if>
  <#return "univentionMailHomeServer=" + fqdn>
</#function>
