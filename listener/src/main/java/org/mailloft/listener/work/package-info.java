/**
 * From the directory's changes to finished work, whatever the objects are:
 * {@link org.mailloft.listener.work.DirectoryFollower} writes down what is wanted,
 * {@link org.mailloft.listener.work.Reconciler} takes the objects with a difference one by one through
 * {@link org.mailloft.listener.work.WorkQueue} and hands each to its {@link org.mailloft.listener.work.ObjectKind}.
 */
package org.mailloft.listener.work;
