package org.mailloft.auth.db;

import java.io.IOException;
import java.util.Optional;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** Passwords in a {@link PasswdFile}. */
final class PasswdFilePassdb implements Passdb {

    private final PasswdFiles files;

    PasswdFilePassdb(String args) {
        this.files = new PasswdFiles(args);
    }

    @Override
    public String name() {
        return "passwd-file";
    }

    @Override
    public Reply verify(AuthQuery query, Secret password) {
        return lookup(query);
    }

    @Override
    public Reply lookup(AuthQuery query) {
        try {
            var entry = files.entry(query);
            if (entry.isEmpty()) {
                return new Reply.Unknown();
            }
            var fields = FieldWords.parse(entry.get().extra(), query.variables());
            return new Reply.Found(
                    Optional.of(StoredPassword.of(entry.get().password(), files.defaultScheme())), fields);
        } catch (IOException e) {
            return new Reply.Unavailable(PasswdFile.failure(files.path(query), e));
        }
    }

    @Override
    public String cacheTemplate() {
        return files.template();
    }
}
