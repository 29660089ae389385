package org.mailloft.server;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.mailloft.conf.Setting;

/**
 * All settings that only a start takes over: what the process itself is, which it was told when it was started. Everything
 * else follows a reload.
 */
record StartOnly(
        @Setting("default_internal_user") String internalUser,
        @Setting("default_internal_group") String internalGroup,
        @Setting("default_login_user") String loginUser,
        @Setting("mail_uid") String uid,
        @Setting("mail_gid") String gid,
        @Setting("mail_privileged_group") String privilegedGroup,
        @Setting("mail_access_groups") String accessGroups,
        @Setting("state_dir") String stateDirectory,
        @Setting("import_environment") String environment) {

    /** Lines for the administrator, one for each setting that is not what it was. */
    List<String> changedTo(StartOnly other) {
        return Arrays.stream(StartOnly.class.getRecordComponents())
                .filter(component -> !Objects.equals(value(component, this), value(component, other)))
                .map(component -> component.getAnnotation(Setting.class).value())
                .map(name -> name + " was changed, which takes effect after a restart")
                .toList();
    }

    private static Object value(RecordComponent component, StartOnly settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // our own accessor
        }
    }
}
