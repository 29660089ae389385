package org.mailloft.server;

import java.util.List;
import java.util.stream.Stream;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.Authenticator;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.Mechanism;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.Verdict;
import org.mailloft.auth.Verification;

/**
 * The login checks of the configuration that is in force, also for connections that are older: a removed user must not get
 * in by one that he had opened before.
 */
final class CurrentAuthentication implements Authentication, Verification {

    private volatile Authenticator current;

    void become(Authenticator other) {
        current = other;
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return current.mechanisms(secured);
    }

    @Override
    public SaslExchange<AuthResult> begin(String mechanism, AuthRequest request) {
        return current.begin(mechanism, request);
    }

    @Override
    public List<Mechanism> offered() {
        return current.offered();
    }

    @Override
    public SaslExchange<Verdict> verify(String mechanism, AuthRequest request) {
        return current.verify(mechanism, request);
    }

    @Override
    public AuthResult login(String username, String password, AuthRequest request) {
        return current.login(username, password, request);
    }

    @Override
    public LookupResult lookup(String username, AuthRequest request) {
        return current.lookup(username, request);
    }

    @Override
    public Stream<String> users() {
        return current.users();
    }

    @Override
    public int flushCache(List<String> usernames) {
        return current.flushCache(usernames);
    }
}
