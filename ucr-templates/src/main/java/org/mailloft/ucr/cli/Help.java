package org.mailloft.ucr.cli;

import java.util.Optional;

/** What {@code ucr --help} prints. */
final class Help {

    static final String HINT = "try `univention-config-registry --help` for more information\n";

    static final String TEXT = """
            univention-config-registry: the settings of this host

            Syntax:
              univention-config-registry [options] <action> [options] [parameters]
              ucr [options] <action> [options] [parameters]

            Options:

              -h | --help | -?:
                    print this text

              -v | --version:
                    print the version

              --root <directory>:
                    work on the registry and the files below this directory; else on those
                    below $MAILLOFT_STATE where that is set, else on those of this host

              --debug:
                    print where in the program an error happened

              --shell (valid actions: dump, search, get):
                    print in a form that a shell can read,
                    e.g. `version/version: 1.0` => `version_version=1.0`

              --keys-only (valid actions: dump, search):
                    print only the keys

              --sort (valid actions: dump, search, info):
                    sort by key; always on

            Actions:
              set [--force|--schedule|--ldap-policy] [--ignore-check] [--dry-run] <key>=<value> [...]:
                    set keys to values, all of them or none: the values are checked, the
                    files that follow from them are made and checked, and the services
                    that read them are reloaded. <key>?<value> sets a key only when the
                    layer does not have it. --dry-run shows what would change in the files

              unset [--force|--schedule|--ldap-policy] [--dry-run] <key> [...]:
                    remove keys

              get <key>:
                    print the value of a key

              search [--key|--value|--all] [--category <category>] [--brief|--verbose] [--non-empty] [<regex> ...]:
                    list variables with their values and descriptions

              info <key> [...]:
                    tell all that is known about variables

              dump:
                    list all keys and values

              shell [<key> ...]:
                    the same as --shell search (deprecated)

              commit [<file> ...]:
                    make files anew; without a name all of them

              update:
                    take over changed descriptions, defaults and templates

              register <package>, unregister <package>:
                    take over, or give back, the files of a package

              filter:
                    make a text out of a template, from standard input to standard output

              history:
                    list the changes that were made, newest first

              undo:
                    take back the last change

              pending:
                    list services that have to be restarted before a change takes effect

              apply:
                    restart them
            """;

    private Help() {}

    static String version() {
        return Optional.ofNullable(Ucr.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
