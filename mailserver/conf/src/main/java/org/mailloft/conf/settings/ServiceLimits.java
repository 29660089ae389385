package org.mailloft.conf.settings;

import org.mailloft.conf.file.SectionView;

/** The limits of a service, where 0 stands for a global default. */
final class ServiceLimits {
    private ServiceLimits() {}

    static long processLimit(SectionView top, SectionView service) {
        return orDefault(service.text("process_limit"), top.text("default_process_limit"));
    }

    /** 1 for a service whose processes end after one client. */
    static long clientLimit(SectionView top, SectionView service) {
        return service.text("service_count").equals("1")
                ? 1
                : orDefault(service.text("client_limit"), top.text("default_client_limit"));
    }

    private static long orDefault(String text, String defaultText) {
        long number = Long.parseLong(text);
        return number == 0 ? Long.parseLong(defaultText) : number;
    }
}
