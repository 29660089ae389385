<#-- logFiles: the files that the log of the mail server is in; isSyslog: whether rsyslog writes the first of them. The server
writes the others itself, and those are in ownFiles. -->
<#assign logPath = ucr["mail/dovecot/logging/log_path"]!"syslog">
<#assign facility = ucr["mail/dovecot/logging/syslog_facility"]!"local5">
<#assign isSyslog = !logPath?starts_with("/") || logPath?starts_with("/dev/")>
<#if isSyslog>
  <#assign logFiles = [path((facility == "mail")?then("/var/log/mail.log", "/var/log/dovecot.info"))]>
<#else>
  <#assign logFiles = [logPath]>
</#if>
<#list ["info_log_path", "debug_log_path"] as more>
  <#assign file = ucr["mail/dovecot/logging/" + more]!"">
  <#if file?starts_with("/") && !file?starts_with("/dev/") && !logFiles?seq_contains(file)>
    <#assign logFiles += [file]>
  </#if>
</#list>
<#assign ownFiles = isSyslog?then(logFiles[1..], logFiles)>
