package org.mailloft.imap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.StoreFactory;

/** A store some of whose calls fail, all others going through. */
final class BrokenStore {

    private BrokenStore() {}

    /**
     * @param broken names of methods of {@link MailStore} and {@link Mailbox}, and {@code factory} for opening a store
     */
    static StoreFactory around(StoreFactory behind, Predicate<String> broken, Supplier<RuntimeException> failure) {
        return user -> {
            if (broken.test("factory")) {
                throw failure.get();
            }
            return wrap(MailStore.class, behind.open(user), broken, failure);
        };
    }

    private static <T> T wrap(
            Class<T> type, Object behind, Predicate<String> broken, Supplier<RuntimeException> failure) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (broken.test(method.getName())) {
                        throw failure.get();
                    }
                    try {
                        var result = method.invoke(behind, arguments);
                        return result instanceof Mailbox mailbox
                                ? wrap(Mailbox.class, mailbox, broken, failure)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
