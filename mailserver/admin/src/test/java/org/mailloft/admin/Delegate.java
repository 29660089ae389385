package org.mailloft.admin;

import java.util.List;
import java.util.stream.Stream;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.SaslExchange;

/** A user database that does as another one, to be changed in part. */
class Delegate implements Authentication {

    private final Authentication other;

    Delegate(Authentication other) {
        this.other = other;
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return other.mechanisms(secured);
    }

    @Override
    public SaslExchange<AuthResult> begin(String mechanism, AuthRequest request) {
        return other.begin(mechanism, request);
    }

    @Override
    public AuthResult login(String username, String password, AuthRequest request) {
        return other.login(username, password, request);
    }

    @Override
    public LookupResult lookup(String username, AuthRequest request) {
        return other.lookup(username, request);
    }

    @Override
    public Stream<String> users() {
        return other.users();
    }

    @Override
    public int flushCache(List<String> usernames) {
        return other.flushCache(usernames);
    }
}
