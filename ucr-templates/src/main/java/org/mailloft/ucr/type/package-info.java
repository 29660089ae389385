/**
 * Descriptions of registry variables and the types of their values. {@link org.mailloft.ucr.type.Descriptions} finds the
 * description that fits a key; {@link org.mailloft.ucr.type.ValueType} says whether a value can be one.
 */
package org.mailloft.ucr.type;
