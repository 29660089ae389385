package org.mailloft.conf.doveconf;

import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.catalogue.SettingDefinition.Flag;
import org.mailloft.conf.file.SectionView;

/** Which settings are printed. */
enum Scope {
    ALL,
    ALL_WITH_HIDDEN,
    /** Set, and not to its default: {@code doveconf -n}. */
    CHANGED,
    /** Set: {@code doveconf -N}. */
    SET;

    /** For people. In sections that are merged by name, Dovecot takes everything that was set for changed. */
    boolean includes(SectionView section, SettingDefinition setting) {
        return switch (this) {
            case ALL, ALL_WITH_HIDDEN -> isShown(section, setting);
            case SET -> section.isPrintedAsSet(setting);
            case CHANGED -> {
                boolean setIsEnough = !section.definition().path().isEmpty()
                        && section.definition().isMergedByName();
                yield section.isPrintedAsSet(setting) && (setIsEnough || differs(section, setting));
            }
        };
    }

    /** For programs, {@code doveconf -S}: changed is what differs, whoever set it. */
    boolean includesFlat(SectionView section, SettingDefinition setting) {
        return switch (this) {
            case ALL, ALL_WITH_HIDDEN -> isShown(section, setting);
            case SET -> section.set(setting.name()).isPresent();
            case CHANGED -> differs(section, setting);
        };
    }

    private boolean isShown(SectionView section, SettingDefinition setting) {
        boolean needsToBeSet = setting.is(Flag.UNSET) || this == ALL && setting.is(Flag.HIDDEN);
        return !needsToBeSet || section.set(setting.name()).isPresent();
    }

    private static boolean differs(SectionView section, SettingDefinition setting) {
        return !section.text(setting).equals(setting.defaultText());
    }
}
