<#-- The part of each LDAP map that says where the directory is and how to log in. -->
<#include "/lib/host.ftl">
<#macro directory>
  <#local uris = words("mailloft/ldap/uris")>
  <#if !uris?has_content>
    <#list [ucr["ldap/server/name"]!"localhost"] + (ucr["ldap/server/addition"]!"")?split(r"[,\s]+", "r") as name>
      <#if name?has_content><#local uris += ["ldap://" + name + ":" + number("ldap/server/port", 7389)]></#if>
    </#list>
  </#if>
  <#-- A connection to ldaps:// is encrypted already. -->
  <#local startTls = isTrue("mail/postfix/ldaptable/starttls", true) && !uris?filter(uri -> uri?starts_with("ldaps:"))?has_content>
  <#local dn = ucr["mailloft/ldap/binddn"]!ucr["ldap/hostdn"]!"">
  <#local password = dn?has_content?then(secret(ucr["mailloft/ldap/secret"]!"/etc/machine.secret")!"", "")>
server_host = ${uris?join(" ")}
version = 3
timeout = ${number("mail/postfix/ldap/timeout", 15)}
debuglevel = ${number("mail/postfix/ldaptable/debuglevel", 0)}
start_tls = ${startTls}
tls_require_cert = ${isTrue("mail/postfix/ldaptable/tlsrequirecert", true)}
tls_ca_cert_file = ${ucr["mail/postfix/ldaptable/tlscacertfile"]!path("/etc/univention/ssl/ucsCA/CAcert.pem")}
  <#if password?has_content>
bind = yes
bind_dn = ${dn}
bind_pw = ${password}
  <#else>
bind = no
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
