/**
 * The languages of rendered files, as far as a value needs them: each {@link org.mailloft.ucr.template.syntax.Syntax}
 * prints any text as one token, or refuses it. Pure functions; know neither the registry nor Freemarker.
 */
package org.mailloft.ucr.template.syntax;
