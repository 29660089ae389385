package org.mailloft.listener.state;

/**
 * Where a home lies in the mail server, in the server's own words: {@code private:ADDRESS} or
 * {@code public:NAME@DOMAIN}.
 */
public sealed interface Place {

    /** The home of an address, of a person or of a shared folder that takes mail. */
    record Private(String address) implements Place {
        @Override
        public String toString() {
            return "private:" + address;
        }
    }

    /**
     * The home of a shared folder without an address.
     *
     * @param name {@code name@domain}
     */
    record Public(String name) implements Place {
        @Override
        public String toString() {
            return "public:" + name;
        }
    }

    /** @throws IllegalArgumentException for anything but {@code private:...} and {@code public:...} */
    static Place parse(String text) {
        if (text.startsWith("private:")) {
            return new Private(text.substring("private:".length()));
        }
        if (text.startsWith("public:")) {
            return new Public(text.substring("public:".length()));
        }
        throw new IllegalArgumentException("No place of a home: " + text);
    }
}
