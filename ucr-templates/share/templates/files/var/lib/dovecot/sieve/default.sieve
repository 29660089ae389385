<#ftl output_format="sieve">
${head("# ")}
<#assign hits = (ucr["mail/antispam/requiredhits"]!"5.0")?trim>
<#if !hits?matches(r"[0-9]{1,6}(\.[0-9]{1,6})?")>${refuse("mail/antispam/requiredhits", "is not a number of points")}</#if>
<#assign stars = [1, [100, hits?number?ceiling]?min]?max>
<#assign folder = ucr["mail/dovecot/folder/spam"]!"none">
<#if folder?has_content && folder?lower_case != "none">
require ["fileinto", "mailbox"];

# The filter writes a star for each point.
if header :contains "X-Spam-Level" ${""?left_pad(stars, "*")} {
    fileinto :create ${folder};
    stop;
}
</#if>
