package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;

/**
 * What a LIST with extensions selects and returns: RFC 5258, RFC 5819, RFC 6154.
 *
 * @param selected conditions all of which a mailbox has to meet
 * @param returned what is told about it beyond its name
 * @param status counters told with it; empty for none
 */
record ListOptions(Set<Select> selected, Set<Return> returned, List<StatusItem> status) {

    /** {@code list-select-opt} */
    enum Select {
        SUBSCRIBED,
        SPECIAL_USE,
        RECURSIVEMATCH,
        /** Also mailboxes on other servers, of which there are none. */
        REMOTE
    }

    /** {@code return-option} without STATUS */
    enum Return {
        SUBSCRIBED,
        CHILDREN,
        SPECIAL_USE
    }

    /** What a LIST without any extension means. */
    static final ListOptions PLAIN =
            new ListOptions(Set.of(), EnumSet.of(Return.CHILDREN, Return.SPECIAL_USE), List.of());

    /** {@code list-select-opts = "(" [list-select-opt *(SP list-select-opt)] ")"} */
    static Set<Select> parseSelect(ImapReader in) {
        var options = EnumSet.noneOf(Select.class);
        options.addAll(in.list(() -> switch (in.atom().toUpperCase(Locale.ROOT)) {
            case "SUBSCRIBED" -> Select.SUBSCRIBED;
            case "SPECIAL-USE" -> Select.SPECIAL_USE;
            case "RECURSIVEMATCH" -> Select.RECURSIVEMATCH;
            case "REMOTE" -> Select.REMOTE;
            default -> throw new BadSyntax("Unknown select options", in.position());
        }));
        if (options.contains(Select.RECURSIVEMATCH)
                && !options.contains(Select.SUBSCRIBED)
                && !options.contains(Select.SPECIAL_USE)) {
            throw new BadSyntax("RECURSIVEMATCH must not be the only selection", in.position());
        }
        return options;
    }

    /** {@code list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")"}, after the word RETURN. */
    static ListOptions parseReturn(ImapReader in, Set<Select> selected) {
        var returned = impliedBy(selected);
        var status = new ArrayList<StatusItem>();
        in.list(() -> switch (in.atom().toUpperCase(Locale.ROOT)) {
            case "SUBSCRIBED" -> returned.add(Return.SUBSCRIBED);
            case "CHILDREN" -> returned.add(Return.CHILDREN);
            case "SPECIAL-USE" -> returned.add(Return.SPECIAL_USE);
            case "STATUS" -> status.addAll(Status.items(in.sp()));
            default -> throw new BadSyntax("Unknown return options", in.position());
        });
        return new ListOptions(selected, returned, List.copyOf(status));
    }

    /** A LIST with extensions but without RETURN. */
    static ListOptions selecting(Set<Select> selected) {
        return new ListOptions(selected, impliedBy(selected), List.of());
    }

    private static Set<Return> impliedBy(Set<Select> selected) {
        var returned = EnumSet.noneOf(Return.class);
        if (selected.contains(Select.SUBSCRIBED)) {
            returned.add(Return.SUBSCRIBED);
        }
        if (selected.contains(Select.SPECIAL_USE)) {
            returned.add(Return.SPECIAL_USE);
        }
        return returned;
    }

    boolean selects(Select option) {
        return selected.contains(option);
    }

    boolean returns(Return option) {
        return returned.contains(option);
    }
}
