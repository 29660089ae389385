package org.mailloft.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints a line for each test or test class that was not run, with its reason, such as a program that is missing. */
public final class LeftOut implements TestExecutionListener {

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            tell(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell(test, reason);
    }

    private static void tell(TestIdentifier test, String reason) {
        System.out.println("LEFT OUT " + name(test) + ": " + reason.replaceFirst("^Assumption failed: ", ""));
    }

    private static String name(TestIdentifier test) {
        var source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return method.getClassName() + "." + test.getDisplayName();
        }
        return source instanceof ClassSource type ? type.getClassName() : test.getDisplayName();
    }
}
