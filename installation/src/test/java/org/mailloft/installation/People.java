package org.mailloft.installation;

/** Who and what is in the directory of the story, and who of them gets whose mail. */
final class People {

    /** Has an alias, is in the group, may write to the shared folder. */
    static final Person ANN = new Person("ann", "mailAlternativeAddress: info@" + Site.DOMAIN);

    /** Is in the group and on the list. */
    static final Person BEN = new Person("ben");

    /** May have one megabyte. */
    static final Person CARA = new Person("cara", "univentionMailUserQuota: 1");

    /** His account is closed. */
    static final Person DAN = new Person("dan", "shadowExpire: 1");

    /** What goes to it goes to Ann. */
    static final String ALIAS = "info@" + Site.DOMAIN;

    /** Ann and Ben. */
    static final String GROUP = "office@" + Site.DOMAIN;

    /** Ben, and somebody elsewhere. */
    static final String LIST = "news@" + Site.DOMAIN;

    /** Anybody reads it; Ann also writes. */
    static final String SHARED = "sales@" + Site.DOMAIN;

    private People() {}

    /** All of it, for ldapadd. */
    static String entries() {
        return ANN.entry()
                + BEN.entry()
                + CARA.entry()
                + DAN.entry()
                + """
                dn: cn=office,cn=groups,BASE
                objectClass: posixGroup
                objectClass: univentionGroup
                cn: office
                gidNumber: 10000
                uniqueMember: ANN
                uniqueMember: BEN
                mailPrimaryAddress: GROUP

                dn: cn=news,cn=mailinglists,cn=mail,BASE
                objectClass: univentionMailList
                cn: news
                mailPrimaryAddress: LIST
                univentionMailMember: ben@DOMAIN

                dn: cn=sales@DOMAIN,cn=folder,cn=mail,BASE
                objectClass: univentionMailSharedFolder
                cn: sales@DOMAIN
                mailPrimaryAddress: SHARED
                univentionMailHomeServer: HOST
                univentionMailACL: anyone read
                univentionMailACL: ann@DOMAIN write
                """.replace("BASE", Site.BASE)
                        .replace("DOMAIN", Site.DOMAIN)
                        .replace("HOST", Site.HOST)
                        .replace(": ANN", ": " + ANN.dn())
                        .replace(": BEN", ": " + BEN.dn())
                        .replace("GROUP", GROUP)
                        .replace("LIST", LIST)
                        .replace("SHARED", SHARED);
    }
}
