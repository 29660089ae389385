/**
 * From the registry to text: info files say which files there are ({@link org.mailloft.ucr.template.Target}) and who
 * reads them ({@link org.mailloft.ucr.template.Service}); Freemarker templates make their content. Reads templates and
 * named secret files, writes nothing. The only package that knows Freemarker.
 */
package org.mailloft.ucr.template;
