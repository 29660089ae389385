/**
 * Files that survive a crash: {@link org.mailloft.directory.journal.RecordFile} is appended to record by record and
 * knows after a kill which records are whole. The embedded directory and the listener keep their state in such files.
 */
package org.mailloft.directory.journal;
