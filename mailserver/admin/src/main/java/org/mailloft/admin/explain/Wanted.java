package org.mailloft.admin.explain;

import org.mailloft.admin.AdminFailure;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.acl.BadAcl;
import org.mailloft.storage.acl.Right;
import org.mailloft.storage.acl.Rights;

/** What somebody is asked to be able to do, as it is typed: a word, the name of a right, or letters. */
final class Wanted {

    private Wanted() {}

    /** @throws AdminFailure for a word that means nothing */
    static Rights parse(String text) {
        return switch (text) {
            case "see", "list" -> Rights.of(Right.LOOKUP);
            case "read" -> Rights.ofLetters("lrs");
            case "post" -> Rights.ofLetters("lrsp");
            case "append", "add" -> Rights.ofLetters("lrsi");
            case "write" -> Rights.ofLetters("lrswite");
            case "delete-mail", "remove" -> Rights.ofLetters("lrte");
            case "all" -> Rights.ALL;
            default -> Right.named(text).map(Rights::of).orElseGet(() -> letters(text));
        };
    }

    private static Rights letters(String text) {
        try {
            return Rights.ofLetters(text);
        } catch (BadAcl _) {
            throw new AdminFailure(
                    ExitCode.USAGE,
                    "Fatal: Unknown right '" + Printable.of(text)
                            + "': see, read, post, append, write, delete-mail, all, a name as in `doveadm acl`, or letters");
        }
    }
}
