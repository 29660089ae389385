<#-- uris: the directory servers; caFile: whose signature theirs have; bindDn and secretFile: as whom we come. -->
<#assign uris = words("mailloft/ldap/uris", " ")>
<#if !uris?has_content>
  <#assign first = ucr["ldap/server/name"]!"">
  <#list [first?has_content?then(first, "localhost")] + (ucr["ldap/server/addition"]!"")?split(r"[,\s]+", "r") as name>
    <#if name?has_content><#assign uris += ["ldap://" + name + ":" + number("ldap/server/port", 7389)]></#if>
  </#list>
</#if>
<#assign caFile = ucr["mail/dovecot/auth/ldap/cafile"]!path("/etc/univention/ssl/ucsCA/CAcert.pem")>
<#assign bindDn = ucr["mailloft/ldap/binddn"]!ucr["ldap/hostdn"]!"">
<#assign secretFile = ucr["mailloft/ldap/secret"]!"/etc/machine.secret">
