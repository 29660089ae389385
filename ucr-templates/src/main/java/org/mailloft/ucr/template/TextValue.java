package org.mailloft.ucr.template;

import freemarker.template.TemplateScalarModel;

/**
 * Text of the registry in a template. Remembers its key, and tells the scope whenever its text is used, so that a failure
 * can name the variable.
 */
final class TextValue implements TemplateScalarModel {

    private final String key;
    private final String text;
    private final Scope scope;

    TextValue(String key, String text, Scope scope) {
        this.key = key;
        this.text = text;
        this.scope = scope;
    }

    String key() {
        return key;
    }

    String text() {
        return text;
    }

    @Override
    public String getAsString() {
        scope.used(this);
        return text;
    }
}
