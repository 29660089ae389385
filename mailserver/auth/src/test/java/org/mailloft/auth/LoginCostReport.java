package org.mailloft.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailloft.auth.Bench.MapPassdb;
import org.mailloft.auth.Bench.OneAnswerUserdb;

/** Prints what a login costs with the cache on, where the stored password is of a slow scheme. */
public final class LoginCostReport {

    private static final int LOGINS = 200_000;
    private static final String BLOWFISH = "{BLF-CRYPT}$2y$05$MUbhgmAXBv0Jgvo2dgLKdOWXiWnbPYyHwLAzO2eA3dhOZcYmhxBLu";

    private LoginCostReport() {}

    public static void main(String[] args) {
        var passdb = new MapPassdb().with("anna@example.org", BLOWFISH, Map.of());
        var authenticator = new Bench()
                .authenticator(
                        new SettingsBuilder().cacheOctets(1 << 20).build(),
                        List.of(passdb),
                        List.of(new OneAnswerUserdb()));
        for (int round = 0; round < 4; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < LOGINS; i++) {
                var result = authenticator.login("anna@example.org", "Pässword 1", Bench.REQUEST);
                if (!(result instanceof AuthResult.Success)) {
                    throw new IllegalStateException(result.toString());
                }
            }
            double micros = (System.nanoTime() - start) / 1e3 / LOGINS;
            System.out.println(String.format(Locale.ROOT, "login from the cache: %.2f µs", micros));
        }
    }
}
