package org.mailloft.directory.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AddRequestImpl;
import org.apache.directory.api.ldap.model.message.BindRequestImpl;
import org.apache.directory.api.ldap.model.message.DeleteRequestImpl;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ModifyDnRequestImpl;
import org.apache.directory.api.ldap.model.message.ModifyRequestImpl;
import org.apache.directory.api.ldap.model.message.Response;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PagedResultsImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;

/** The directory behind an LDAP server. Connects on first use and again whenever a connection is lost. Thread safe. */
public final class LdapDirectory implements Directory {

    private static final int PAGE_ENTRIES = 500;

    private final LdapPool sessions;
    private final LdapPool passwordChecks;
    private final Duration timeout;

    private LdapDirectory(DirectorySettings settings) {
        var connector = new LdapConnector(settings);
        this.timeout = settings.timeout();
        this.sessions = new LdapPool(connector::openBound, settings.connections(), timeout);
        this.passwordChecks = new LdapPool(connector::open, settings.connections(), timeout);
    }

    /** Opens no connection yet: a directory that is down when the server starts is no reason not to start. */
    public static LdapDirectory of(DirectorySettings settings) {
        return new LdapDirectory(settings);
    }

    @Override
    public List<Entry> search(Search search) {
        return sessions.read(connection -> {
            var entries = new ArrayList<Entry>();
            SearchRequest request = Translation.request(search).setSizeLimit(search.sizeLimit());
            run(connection, request, search, entries::add);
            return entries;
        });
    }

    @Override
    public void forEach(Search search, Consumer<Entry> consumer) {
        sessions.write(
                connection -> { // entries already handed over must not come again
                    byte[] cookie = new byte[0];
                    do {
                        var page = new PagedResultsImpl();
                        page.setSize(PAGE_ENTRIES);
                        page.setCookie(cookie);
                        SearchRequest request = Translation.request(search);
                        request.addControl(page);
                        cookie = nextPage(run(connection, request, search, consumer));
                    } while (cookie.length > 0);
                    return null;
                });
    }

    @Override
    public boolean passwordMatches(String dn, String password) {
        if (dn.isEmpty() || password.isEmpty()) {
            return false;
        }
        return passwordChecks.read(connection -> {
            var request = new BindRequestImpl();
            request.setName(dn);
            request.setCredentials(password);
            LdapResult result = connection.bind(request).getLdapResult();
            return switch (result.getResultCode()) {
                case SUCCESS -> true;
                case INVALID_CREDENTIALS,
                        NO_SUCH_OBJECT,
                        INVALID_DN_SYNTAX,
                        INAPPROPRIATE_AUTHENTICATION,
                        CONSTRAINT_VIOLATION,
                        INSUFFICIENT_ACCESS_RIGHTS,
                        UNWILLING_TO_PERFORM -> false;
                default -> throw failed(result, dn);
            };
        });
    }

    @Override
    public void add(Entry entry) {
        change(entry.dn(), connection -> {
            var request = new AddRequestImpl();
            request.setEntry(Translation.entry(entry));
            return connection.add(request).getLdapResult();
        });
    }

    @Override
    public void modify(String dn, List<Modification> modifications) {
        change(dn, connection -> {
            var request = new ModifyRequestImpl();
            request.setName(new Dn(dn));
            modifications.forEach(each -> request.addModification(Translation.modification(each)));
            return connection.modify(request).getLdapResult();
        });
    }

    @Override
    public void rename(String dn, String newRdn, Optional<String> newParent) {
        change(dn, connection -> {
            var request = new ModifyDnRequestImpl();
            request.setName(new Dn(dn));
            request.setNewRdn(new Rdn(newRdn));
            request.setDeleteOldRdn(true);
            if (newParent.isPresent()) {
                request.setNewSuperior(new Dn(newParent.get()));
            }
            return connection.modifyDn(request).getLdapResult();
        });
    }

    @Override
    public void delete(String dn) {
        change(dn, connection -> {
            var request = new DeleteRequestImpl();
            request.setName(new Dn(dn));
            return connection.delete(request).getLdapResult();
        });
    }

    @Override
    public void close() {
        sessions.close();
        passwordChecks.close();
    }

    private void change(String dn, LdapPool.Operation<LdapResult> operation) {
        sessions.write(connection -> {
            LdapResult result = operation.run(connection);
            if (result.getResultCode() != ResultCodeEnum.SUCCESS) {
                throw failed(result, dn);
            }
            return null;
        });
    }

    private SearchResultDone run(
            LdapNetworkConnection connection, SearchRequest request, Search search, Consumer<Entry> consumer)
            throws LdapException {
        request.setTimeLimit((int) Math.max(1, timeout.toSeconds()));
        var future = connection.searchAsync(request);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Response response;
            try {
                response = future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new LdapException("interrupted", interrupted);
            }
            switch (response) {
                case null -> throw new LdapException("no answer within " + timeout.toSeconds() + " s");
                case SearchResultEntry found -> consumer.accept(Translation.entry(found.getEntry()));
                case SearchResultDone done -> {
                    ResultCodeEnum code = done.getLdapResult().getResultCode();
                    if (code != ResultCodeEnum.SUCCESS && code != ResultCodeEnum.NO_SUCH_OBJECT) {
                        throw failed(done.getLdapResult(), search.base());
                    }
                    return done;
                }
                default -> {} // references to other servers are not followed
            }
        }
    }

    private static byte[] nextPage(SearchResultDone done) {
        return done.getControl(PagedResults.OID) instanceof PagedResults page && page.getCookie() != null
                ? page.getCookie()
                : new byte[0];
    }

    /** A result that says the server is not there (the library also makes one up when it loses the connection). */
    private static RuntimeException failed(LdapResult result, String dn) throws LdapException {
        return switch (result.getResultCode()) {
            case PROTOCOL_ERROR, BUSY, UNAVAILABLE, OPERATIONS_ERROR ->
                throw new LdapException(result.getResultCode().getMessage() + ": " + result.getDiagnosticMessage());
            default -> Translation.failure(result, dn);
        };
    }
}
