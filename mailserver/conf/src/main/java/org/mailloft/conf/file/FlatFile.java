package org.mailloft.conf.file;

import java.util.List;
import java.util.Optional;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.catalogue.BadValue;
import org.mailloft.conf.catalogue.SectionDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;

/** Files of {@code key = value} lines without sections, includes and {@code $names}: {@code dovecot-ldap.conf.ext}. */
public final class FlatFile {
    private FlatFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfException if it cannot be read, or for the first line that is wrong
     */
    public static SectionView read(String path, SectionDefinition definition) {
        try {
            return parse(path, Input.read(path), definition);
        } catch (Input.Unreadable e) {
            throw ConfException.of(path, "open(" + path + ") failed: " + e.getMessage());
        }
    }

    /** The same for a text that stands for the file of that name. */
    public static SectionView parse(String path, String text, SectionDefinition definition) {
        var section = new Section(definition, "");
        var lines = new LineParser(_ -> {});
        var input = new Input(path, text);
        for (Optional<String> line = input.nextLine(); line.isPresent(); line = input.nextLine()) {
            try {
                set(section, lines.parse(line.get()), input.origin());
            } catch (ValueText.Refused | BadValue e) {
                throw ConfException.at(path, input.origin().line(), e.getMessage());
            }
        }
        return new SectionView(definition, "", List.of(section), Optional.empty());
    }

    private static void set(Section section, ConfLine line, Origin origin) {
        switch (line) {
            case ConfLine.Blank() -> {}
            case ConfLine.Continued() -> {}
            case ConfLine.Assignment(String key, String text) -> {
                SettingDefinition setting = section.definition()
                        .setting(key)
                        .orElseThrow(() -> new ValueText.Refused("Unknown setting: " + key));
                section.set(key, new Value(setting.canonical(ValueText.unquote(text)), origin));
            }
            case ConfLine.Malformed(String reason) -> throw new ValueText.Refused(reason);
            case ConfLine.Include _, ConfLine.SectionStart _, ConfLine.SectionEnd _ ->
                throw new ValueText.Refused("Expecting '='");
        }
    }
}
