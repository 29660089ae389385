package org.mailloft.setup.slapd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryFailure.Reason;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;
import org.mailloft.setup.host.Program;
import org.mailloft.setup.host.Program.Result;

/**
 * A slapd reached over its unix socket, where it knows who is root by itself (SASL EXTERNAL, RFC 4422 appendix A): the
 * way to {@code cn=config} that Debian leaves open. By the programs of ldap-utils, for no LDAP library for Java speaks
 * over such a socket.
 *
 * @param uri {@code ldapi://} and the path of the socket with {@code %2f} for each slash
 */
record SocketDirectory(String uri) implements Directory {

    /** Who root is at such a socket. */
    static final String ROOT = "gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth";

    /** Exit codes of ldap-utils are LDAP result codes, RFC 4511 appendix A. */
    private static final int NO_SUCH_OBJECT = 32;

    private static final int ALREADY_EXISTS = 68;
    private static final int INVALID_CREDENTIALS = 49;
    private static final int INSUFFICIENT_ACCESS = 50;
    private static final int UNREACHABLE = 255;

    /** Whether somebody answers there. */
    boolean answers() {
        return asRoot("ldapwhoami").run().isSuccess();
    }

    @Override
    public List<Entry> search(Search search) {
        String scope =
                switch (search.scope()) {
                    case BASE -> "base";
                    case ONE_LEVEL -> "one";
                    case SUBTREE -> "sub";
                };
        var result = asRoot("ldapsearch")
                .with("-LLL", "-o", "ldif-wrap=no", "-s", scope, "-b", search.base())
                .with("-z", String.valueOf(search.sizeLimit()), search.filter().text())
                .with(search.attributes().toArray(String[]::new))
                .run();
        if (result.status() == NO_SUCH_OBJECT) {
            return List.of();
        }
        if (!result.isSuccess()) {
            throw failed(result, search.base());
        }
        return Ldif.entries(result.output());
    }

    @Override
    public void forEach(Search search, Consumer<Entry> consumer) {
        search(search.limitedTo(Integer.MAX_VALUE)).forEach(consumer);
    }

    /** The password goes through a file that only we can read: arguments can be seen by everybody. */
    @Override
    public boolean passwordMatches(String dn, String password) {
        if (dn.isEmpty() || password.isEmpty()) {
            return false;
        }
        try {
            var file = Files.createTempFile("mailloft", ".secret");
            try {
                Files.writeString(file, password);
                var result = Program.of("ldapwhoami", "-x", "-H", uri, "-D", dn, "-y", file.toString())
                        .run();
                if (!result.isSuccess() && result.status() != INVALID_CREDENTIALS) {
                    throw failed(result, dn);
                }
                return result.isSuccess();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void add(Entry entry) {
        change(entry.dn(), Ldif.add(entry));
    }

    @Override
    public void modify(String dn, List<Modification> modifications) {
        change(dn, Ldif.modify(dn, modifications));
    }

    @Override
    public void rename(String dn, String newRdn, Optional<String> newParent) {
        throw new UnsupportedOperationException("nothing is renamed when a host is set up");
    }

    @Override
    public void delete(String dn) {
        change(dn, Ldif.delete(dn));
    }

    @Override
    public void close() {
        // each program has a connection of its own
    }

    private void change(String dn, String ldif) {
        var result = asRoot("ldapmodify").reading(ldif).run();
        if (!result.isSuccess()) {
            throw failed(result, dn);
        }
    }

    private Program asRoot(String program) {
        return Program.of(program, "-Q", "-Y", "EXTERNAL", "-H", uri);
    }

    private RuntimeException failed(Result result, String dn) {
        String sentence = dn + ": " + result.complaint();
        return switch (result.status()) {
            case NO_SUCH_OBJECT -> new DirectoryFailure(Reason.NO_SUCH_OBJECT, sentence);
            case ALREADY_EXISTS -> new DirectoryFailure(Reason.ALREADY_EXISTS, sentence);
            case INSUFFICIENT_ACCESS -> new DirectoryFailure(Reason.ACCESS_DENIED, sentence);
            case UNREACHABLE -> new DirectoryUnavailable(uri + ": " + result.complaint());
            default -> new DirectoryFailure(Reason.OTHER, sentence);
        };
    }
}
