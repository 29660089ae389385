package org.mailloft.bench;

/**
 * One line of the table.
 *
 * @param name how it is chosen on the command line, such as {@code login-10}
 * @param unit of the value
 * @param higherIsBetter whether a larger value is the better one
 * @param work measures one server once
 */
record Row(String name, String unit, boolean higherIsBetter, Work work) {

    /** @param value in the row's unit; {@code cpuMillis} the server's CPU time per operation, 0 where it says nothing */
    record Result(double value, double cpuMillis) {}

    @FunctionalInterface
    interface Work {
        Result measure(Target target) throws Exception;
    }

    /** How many times better the first is. */
    double ratio(double ours, double theirs) {
        return higherIsBetter ? ours / theirs : theirs / ours;
    }
}
