package org.mailloft.directory.client;

import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.ldap.client.api.LdapConnectionConfig;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.apache.directory.ldap.client.api.exception.InvalidConnectionException;

/**
 * A connection that is opened once. The library opens a lost connection again by itself before the next request, but
 * without the bind: the request would run as anonymous, and a search would find nothing where there is something.
 */
final class SingleConnection extends LdapNetworkConnection {

    private boolean opened;

    SingleConnection(LdapConnectionConfig config) {
        super(config);
    }

    @Override
    public boolean connect() throws LdapException {
        if (isConnected()) {
            return true;
        }
        if (opened) {
            throw new Lost();
        }
        opened = true;
        return super.connect();
    }

    /** The connection was found lost before anything of the request was sent. */
    static final class Lost extends InvalidConnectionException {
        private Lost() {
            super("the connection is lost");
        }
    }
}
