/**
 * What settings there are: names, types, defaults and kinds of sections. The list itself is the resource
 * {@code settings.txt}; {@link org.mailloft.conf.catalogue.Catalogue} reads it once. Knows nothing of files and filters.
 */
package org.mailloft.conf.catalogue;
