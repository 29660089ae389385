package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;

/** The layer that checks rights passes nothing on by oversight: whoever adds an operation says here why it needs no right. */
class AclGapsTest {

    /** Not about a mailbox, or for other layers and not for protocols. */
    private static final Set<String> OPEN_IN_STORES = Set.of(
            "user",
            "namespaces",
            "namespaceOf",
            "subscriptions",
            "noteSubscription",
            "unsubscribe",
            "unsubscribeAll",
            "usageLedger",
            "sideFile",
            "rootFile",
            "ownFlags",
            "storedName",
            "quotaRoots",
            "close");

    /** Known to whoever was let in, or about a message that was read with a right before. */
    private static final Set<String> OPEN_IN_MAILBOXES =
            Set.of("guid", "uidValidity", "view", "watch", "recall", "remember", "saveDate", "messageGuid", "close");

    @Test
    void everyOperationOfAStoreIsCheckedOrOpenOnPurpose() {
        assertEquals(new TreeSet<>(OPEN_IN_STORES), passedOn(MailStore.class, AclStore.class));
    }

    @Test
    void everyOperationOfAMailboxIsCheckedOrOpenOnPurpose() {
        assertEquals(new TreeSet<>(OPEN_IN_MAILBOXES), passedOn(Mailbox.class, AclMailbox.class));
    }

    private static Set<String> passedOn(Class<?> port, Class<?> layer) {
        var own = Arrays.stream(layer.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
        return Arrays.stream(port.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !own.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
