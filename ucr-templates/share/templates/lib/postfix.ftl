<#-- What several templates of Postfix's files need. -->
<#include "/lib/host.ftl">

<#-- A value in which $name means another setting of Postfix. -->
<#macro expanded value><#list value?split(" ") as word><#if word?index gt 0> </#if><#list word?split("$") as part><#if part?index gt 0>$</#if><#if part?has_content>${part}</#if></#list></#list></#macro>

<#-- Specifications of maps; the files they name are below the prefix as all others are. -->
<#macro maps value><@expanded value?replace(":/etc/postfix/", ":" + path("/etc/postfix/"))/></#macro>

<#-- Values of a family in the order of their names: by the number in front, then as text. -->
<#function numbered entries>
  <#local keyed = []>
  <#list entries as entry>
    <#local digits = entry.name?replace("[^0-9].*$", "", "r")>
    <#local order = digits?has_content?then("0" + digits?replace("^0+", "", "r")?left_pad(20, "0"), "1") + entry.name?remove_beginning(digits)>
    <#local keyed += [{"order": order, "name": entry.name, "value": entry.value}]>
  </#list>
  <#return keyed?sort_by("order")>
</#function>

<#-- The parts of a list, whether commas or blanks are between them. -->
<#function items list><#return list?split("[, ]+", "r")?filter(item -> item?has_content)></#function>
