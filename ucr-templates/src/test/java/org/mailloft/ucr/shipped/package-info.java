/**
 * The product's own templates for other people's programs, shown to those programs: whatever valid registry there is, they
 * accept what comes out, and whatever a value is, it stays in its place.
 */
package org.mailloft.ucr.shipped;
