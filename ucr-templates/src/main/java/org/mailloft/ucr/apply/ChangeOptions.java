package org.mailloft.ucr.apply;

/**
 * How a change is to be carried out.
 *
 * @param dryRun only work out and check what would be; needs no right to write and takes no lock
 * @param ignoreCheck values that do not fit their type are a warning, not a refusal
 */
public record ChangeOptions(boolean dryRun, boolean ignoreCheck) {

    /** Carry it out, refuse what does not fit. */
    public static final ChangeOptions NONE = new ChangeOptions(false, false);
}
