package org.mailloft.storage.acl;

import java.util.Comparator;

/**
 * Whom an entry is about.
 *
 * @param name of the user or group; empty for the other kinds
 */
public record AclIdentifier(Kind kind, String name) implements Comparable<AclIdentifier> {

    /** In the order in which later ones replace what earlier ones gave. */
    public enum Kind {
        ANYONE("anyone"),
        AUTHENTICATED("authenticated"),
        GROUP("group="),
        OWNER("owner"),
        USER("user="),
        /** A group whose entry counts more than that of the user himself. */
        GROUP_OVERRIDE("group-override=");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean isNamed() {
            return text.endsWith("=");
        }
    }

    public static final AclIdentifier ANYONE = new AclIdentifier(Kind.ANYONE, "");
    public static final AclIdentifier AUTHENTICATED = new AclIdentifier(Kind.AUTHENTICATED, "");
    public static final AclIdentifier OWNER = new AclIdentifier(Kind.OWNER, "");

    private static final Comparator<AclIdentifier> ORDER =
            Comparator.comparing(AclIdentifier::kind).thenComparing(AclIdentifier::name);

    public static AclIdentifier user(String name) {
        return new AclIdentifier(Kind.USER, name);
    }

    public static AclIdentifier group(String name) {
        return new AclIdentifier(Kind.GROUP, name);
    }

    public static AclIdentifier groupOverride(String name) {
        return new AclIdentifier(Kind.GROUP_OVERRIDE, name);
    }

    /**
     * Reads it as files and doveadm write it.
     *
     * @throws BadAcl for anything else
     */
    public static AclIdentifier parse(String text) {
        if (text.equals("anonymous")) {
            return ANYONE;
        }
        for (var kind : Kind.values()) {
            if (kind.isNamed() ? text.startsWith(kind.text) : text.equals(kind.text)) {
                return new AclIdentifier(kind, text.substring(kind.text.length()));
            }
        }
        throw new BadAcl("Unknown ID '" + text + "'");
    }

    /** As files and doveadm write it. */
    public String text() {
        return kind.text + name;
    }

    @Override
    public int compareTo(AclIdentifier other) {
        return ORDER.compare(this, other);
    }
}
