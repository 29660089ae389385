package org.mailloft.lmtp;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.UserRecord;

/** A few users of example.org: anna, ben, carla; {@code broken@example.org} cannot be looked up. */
public final class Accounts implements Authentication {

    private final Map<String, LookupResult> users = new LinkedHashMap<>();

    public Accounts(Path homes) {
        for (var name : List.of("anna", "ben", "carla")) {
            var user = new UserRecord(name + "@example.org", homes.resolve(name), "", "", Map.of());
            users.put(user.name(), new LookupResult.Found(user));
        }
        users.put("broken@example.org", new LookupResult.Unavailable("the directory is away"));
    }

    @Override
    public LookupResult lookup(String username, AuthRequest request) {
        return users.getOrDefault(username.toLowerCase(), new LookupResult.Unknown());
    }

    @Override
    public Stream<String> users() {
        return users.keySet().stream();
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return List.of();
    }

    @Override
    public SaslExchange<AuthResult> begin(String mechanism, AuthRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuthResult login(String username, String password, AuthRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int flushCache(List<String> usernames) {
        return 0;
    }
}
