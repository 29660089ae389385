package org.mailloft.auth.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Userdb;
import org.mailloft.conf.Variables;

/** Users in a {@link PasswdFile}: its columns, and of the extra ones those that begin with {@code userdb_}. */
final class PasswdFileUserdb implements Userdb {

    private static final String FOR_USERDB = "userdb_";

    private final PasswdFiles files;

    PasswdFileUserdb(String args) {
        this.files = new PasswdFiles(args);
    }

    @Override
    public String name() {
        return "passwd-file";
    }

    @Override
    public Reply lookup(AuthQuery query) {
        try {
            var entry = files.entry(query);
            return entry.isEmpty() ? new Reply.Unknown() : new Reply.Found(fields(entry.get(), query.variables()));
        } catch (IOException e) {
            return new Reply.Unavailable(PasswdFile.failure(files.path(query), e));
        }
    }

    private static Map<String, String> fields(PasswdFile.Entry entry, Variables variables) {
        var fields = new LinkedHashMap<String, String>();
        putUnlessEmpty(fields, "uid", entry.uid());
        putUnlessEmpty(fields, "gid", entry.gid());
        putUnlessEmpty(fields, "home", entry.home());
        FieldWords.parse(entry.extra(), variables).forEach((name, value) -> {
            if (name.startsWith(FOR_USERDB)) {
                fields.put(name.substring(FOR_USERDB.length()), value);
            }
        });
        return fields;
    }

    private static void putUnlessEmpty(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    @Override
    public Stream<String> users() {
        try {
            var file = files.single();
            return file.isEmpty() ? Stream.of() : file.get().entries().keySet().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String cacheTemplate() {
        return ""; // the file is in memory
    }
}
