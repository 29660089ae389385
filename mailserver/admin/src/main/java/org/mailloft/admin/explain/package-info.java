/**
 * Answers to the questions that administrators are asked on the phone: may he see this folder, where does mail to this
 * address go, why is this message here. Each {@code ...Explanation} looks at the live state with the code that decides, and
 * puts what it finds into a {@link org.mailloft.admin.explain.Report}, the answer first. {@code admin.command} has the
 * commands.
 */
package org.mailloft.admin.explain;
