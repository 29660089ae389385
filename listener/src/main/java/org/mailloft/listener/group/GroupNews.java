package org.mailloft.listener.group;

import java.util.List;
import org.mailloft.directory.Entry;
import org.mailloft.directory.mail.MailGroup;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Group;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.listener.work.ObjectKind;

/**
 * Has the mail server forget who is in which group whenever one changes. Members are not read here: a group may have
 * thousands, and would be sent whole at every change.
 */
public final class GroupNews implements ObjectKind {

    private final MailServerControl control;

    public GroupNews(MailServerControl control) {
        this.control = control;
    }

    @Override
    public String objectClass() {
        return MailGroup.OBJECT_CLASS;
    }

    @Override
    public List<String> attributes() {
        return List.of("cn");
    }

    @Override
    public Class<? extends Present> type() {
        return Group.class;
    }

    @Override
    public Wanted read(Entry entry) {
        var revision = ObjectKind.revision(entry);
        return new Group(entry.first("cn").orElse(entry.dn()), revision);
    }

    @Override
    public Outcome provision(ObjectState object) {
        return control.flushGroupCache();
    }

    /** Never asked for: a group has no place. */
    @Override
    public Outcome vacate(ObjectState object) {
        return new Outcome.Done();
    }

    @Override
    public List<String> plan(ObjectState object, HomePolicy policy) {
        return List.of("forget who is in which group");
    }
}
