package org.mailloft.appliance;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the mail server's configuration tree from the templates beside this class. */
final class ConfigurationFiles {

    private static final List<String> FILES = List.of(
            "mailloft.conf",
            "mailloft-ldap.conf.ext",
            "conf.d/10-auth.conf",
            "conf.d/10-mail.conf",
            "conf.d/10-master.conf",
            "conf.d/10-ssl.conf",
            "conf.d/15-mailboxes.conf",
            "conf.d/20-imap.conf",
            "conf.d/20-lmtp.conf");

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

    ConfigurationFiles() {
        templates.setClassForTemplateLoading(ConfigurationFiles.class, "templates");
        templates.setDefaultEncoding("UTF-8");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNumberFormat("computer");
    }

    /**
     * Renders every file before the first one is written, then replaces them one by one.
     *
     * @param folder {@code etc/mailloft} of the state folder
     * @param values what the templates read
     */
    void write(Path folder, Map<String, Object> values) {
        var rendered = FILES.stream().map(file -> render(file, values)).toList();
        try {
            for (int i = 0; i < FILES.size(); i++) {
                StateFolder.writePrivate(folder.resolve(FILES.get(i)), rendered.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String render(String file, Map<String, Object> values) {
        try {
            var text = new StringWriter();
            templates.getTemplate(file + ".ftl").process(values, text);
            return text.toString();
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("template " + file + ".ftl: " + e.getMessage(), e);
        }
    }
}
