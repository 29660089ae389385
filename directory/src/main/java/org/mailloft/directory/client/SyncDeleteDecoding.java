package org.mailloft.directory.client;

import java.lang.reflect.Field;
import org.apache.directory.api.asn1.ber.grammar.AbstractGrammar;
import org.apache.directory.api.asn1.ber.grammar.Grammar;
import org.apache.directory.api.asn1.ber.grammar.GrammarTransition;
import org.apache.directory.api.ldap.codec.LdapMessageGrammar;
import org.apache.directory.api.ldap.codec.LdapStatesEnum;

/**
 * Teaches the library to decode a search result entry that has no attributes but controls. OpenLDAP sends a deletion
 * in a sync stream like that; API 2.1.9 answers with {@code ERR_01200 Bad transition from state ATTRIBUTES_SR_STATE, tag
 * 0xA0} and drops the connection. To be deleted when the library can do it: the test of this class tells.
 */
final class SyncDeleteDecoding {

    private static final int CONTROLS_TAG = 0xA0;

    private SyncDeleteDecoding() {}

    /** Copies the transition that the grammar has after an attribute to the state after an empty attribute list. */
    static synchronized void install() {
        GrammarTransition<?>[][] transitions = transitions(LdapMessageGrammar.getInstance());
        GrammarTransition<?> known = transitions[LdapStatesEnum.VALS_SR_STATE.ordinal()][CONTROLS_TAG];
        GrammarTransition<?>[] missing = transitions[LdapStatesEnum.ATTRIBUTES_SR_STATE.ordinal()];
        if (missing[CONTROLS_TAG] == null) {
            missing[CONTROLS_TAG] = afterEmptyAttributeList(known);
        }
    }

    private static <C extends org.apache.directory.api.asn1.ber.Asn1Container>
            GrammarTransition<C> afterEmptyAttributeList(GrammarTransition<C> known) {
        return new GrammarTransition<>(
                LdapStatesEnum.ATTRIBUTES_SR_STATE,
                known.getCurrentState(),
                CONTROLS_TAG,
                known.getAction(),
                Grammar.FollowUp.OPTIONAL);
    }

    private static GrammarTransition<?>[][] transitions(Grammar<?> grammar) {
        try {
            Field field = AbstractGrammar.class.getDeclaredField("transitions");
            field.setAccessible(true);
            return (GrammarTransition<?>[][]) field.get(grammar);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("The LDAP library has another grammar than expected", changed);
        }
    }
}
