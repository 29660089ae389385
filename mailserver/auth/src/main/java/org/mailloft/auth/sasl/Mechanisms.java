package org.mailloft.auth.sasl;

import java.util.List;
import org.mailloft.auth.Mechanism;

/** All mechanisms there are. */
public final class Mechanisms {

    public static final List<Mechanism> ALL = List.of(new Plain(), new Login());

    private Mechanisms() {}
}
