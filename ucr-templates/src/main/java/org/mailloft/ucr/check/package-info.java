/**
 * Rules that the type of one variable cannot say: values that must fit together, limits that follow from others.
 * Pure functions of {@link org.mailloft.ucr.Values}; no disk, no templates.
 */
package org.mailloft.ucr.check;
