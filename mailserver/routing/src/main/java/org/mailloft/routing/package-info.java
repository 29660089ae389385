/**
 * Where mail to an address goes, and which groups somebody is in, as the directory says it now. Begin with
 * {@link org.mailloft.routing.AddressRouting} and the answers it can give, {@link org.mailloft.routing.Route}; each tells
 * the steps that led to it. {@link org.mailloft.routing.Groups} answers the other question.
 *
 * <p>This package is the port: plain data that protocols, rights and explanations share. What asks the directory is
 * {@code routing.ldap}.
 */
package org.mailloft.routing;
