package org.mailloft.doveadm;

import java.util.Map;

/**
 * One administration command to be run.
 *
 * @param command in words ({@code mailbox list}) or as the API spells it ({@code mailboxList})
 * @param params by their API names, such as {@code user} and {@code mailboxMask}: strings, booleans, integers and lists
 *     of strings
 */
public record AdminCall(String command, Map<String, ?> params) {}
