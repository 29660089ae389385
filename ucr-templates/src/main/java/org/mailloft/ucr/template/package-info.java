/**
 * From the registry to text. {@link org.mailloft.ucr.template.Catalog} reads info files and templates: which files there are
 * ({@link org.mailloft.ucr.template.Target}), what they depend on and who reads them
 * ({@link org.mailloft.ucr.template.Service}). {@link org.mailloft.ucr.template.Renderer} makes their content. Start there,
 * then {@code Scope} (what a template can use), {@code TemplateScan} (what it reads) and {@code TokenFormat} (how values are
 * printed, with {@link org.mailloft.ucr.template.syntax.Syntax}).
 *
 * <p>Reads templates and the files that they name, writes nothing. Every fault is a
 * {@link org.mailloft.ucr.template.TemplateFailure}. The only package that knows Freemarker.
 */
package org.mailloft.ucr.template;
