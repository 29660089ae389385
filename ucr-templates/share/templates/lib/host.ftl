<#-- fqdn: the host's full name. -->
<#assign fqdn = ucr["hostname"]!"localhost">
<#if ucr["domainname"]?has_content>
  <#assign fqdn += "." + ucr["domainname"]>
</#if>
