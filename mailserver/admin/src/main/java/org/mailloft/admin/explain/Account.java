package org.mailloft.admin.explain;

import org.mailloft.admin.AdminServices;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.storage.MailUser;

/** Who somebody is, and what to say when he is nobody. */
final class Account {

    private Account() {}

    static LookupResult lookup(AdminServices services, String name) {
        return services.users().lookup(name, AuthRequest.internal("doveadm"));
    }

    static MailUser mailUser(UserRecord user) {
        return new MailUser(user.name(), user.home(), user.fields());
    }

    /** For somebody whom the user database does not have. */
    static void unknown(AdminServices services, String name, Report report) {
        report.verdict(ExitCode.NO_USER, name + " cannot log in here: there is no such user.");
        switch (services.routing().route(name, Sender.TRUSTED)) {
            case Route.Known(var destinations) ->
                destinations.stream().limit(3).forEach(each -> {
                    var steps = Routes.words(each.steps());
                    report.row(
                            "but",
                            switch (each) {
                                case Destination.Mailbox mailbox ->
                                    name + " " + steps
                                            + (mailbox.address().equals(name)
                                                    ? ""
                                                    : ", the login name is " + mailbox.address());
                                case Destination.Elsewhere elsewhere ->
                                    name + " " + steps + ": ask on " + elsewhere.homeServer();
                                case Destination.Outside _, Destination.Dead _ -> name + " " + steps;
                            });
                });
            case Route.Refused refused -> report.row("but", name + " " + refused.by());
            case Route.Unavailable(var why) -> report.row("but", "the directory does not answer: " + why);
            case Route.Unknown(var why, var _) -> {
                if (why == Route.Unknown.Why.NO_SUCH_ADDRESS) {
                    report.row("check", "no object in the directory has this address; is it spelled right?");
                }
            }
        }
    }

    static void unavailable(String name, String why, Report report) {
        report.verdict(
                ExitCode.TEMPORARY, "It is not known now who " + name + " is: the user database does not answer.");
        report.row("cause", why);
    }
}
