package org.mailloft.server;

import java.util.List;
import java.util.stream.Stream;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.SaslExchange;

/**
 * The login checks of the configuration that is in force, also for connections that are older: a removed user must not get
 * in by one that he had opened before.
 */
final class CurrentAuthentication implements Authentication {

    private volatile Authentication current;

    void become(Authentication other) {
        current = other;
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return current.mechanisms(secured);
    }

    @Override
    public SaslExchange begin(String mechanism, AuthRequest request) {
        return current.begin(mechanism, request);
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
