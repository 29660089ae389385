<#ftl output_format="postfix-master">
<#-- A value in which $name means another setting of Postfix; in braces when it has blanks. -->
<#macro expanded value><#list value?split(" ") as word><#if word?index gt 0> </#if><#list word?split("$") as part><#if part?index gt 0>$</#if><#if part?has_content>${part}</#if></#list></#list></#macro>
