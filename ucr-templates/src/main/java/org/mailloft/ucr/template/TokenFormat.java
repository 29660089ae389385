package org.mailloft.ucr.template;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import java.util.function.UnaryOperator;
import org.mailloft.ucr.template.syntax.Syntax;
import org.mailloft.ucr.template.syntax.Unprintable;

/** Makes Freemarker print every value as a token of a {@link Syntax}. */
final class TokenFormat extends CommonMarkupOutputFormat<TokenFormat.Tokens> {

    private final Syntax syntax;

    TokenFormat(Syntax syntax) {
        this.syntax = syntax;
    }

    /** Text that is in the language already. */
    final class Tokens extends CommonTemplateMarkupOutputModel<Tokens> {

        private Tokens(String plain, String markup) {
            super(plain, markup);
        }

        @Override
        public TokenFormat getOutputFormat() {
            return TokenFormat.this;
        }
    }

    @Override
    public void output(String value, Writer out) throws IOException {
        if (out instanceof TokenWriter file) {
            var line = file.line();
            var token = printed(value, text -> syntax.token(text, line));
            file.token(token, next -> syntax.mayFollow(value, token, line, next));
        } else {
            out.write(escapePlainText(value));
        }
    }

    @Override
    public String escapePlainText(String value) {
        return printed(value, text -> syntax.token(text, ""));
    }

    private static String printed(String value, UnaryOperator<String> printer) {
        try {
            return printer.apply(value);
        } catch (Unprintable e) {
            throw Stop.unprintable(value, text -> isPrintable(text, printer), e);
        }
    }

    private static boolean isPrintable(String text, UnaryOperator<String> printer) {
        try {
            printer.apply(text);
            return true;
        } catch (Unprintable e) {
            return false;
        }
    }

    @Override
    protected Tokens newTemplateMarkupOutputModel(String plain, String markup) {
        return new Tokens(plain, markup);
    }

    /** Prints text as it is. */
    Tokens verbatim(String text) {
        return new Tokens(null, text);
    }

    /** Prints what makes the content of a file the value of a setting. */
    Tokens contentOf(String file) {
        return verbatim(printed(file, syntax::contentOf));
    }

    @Override
    public String getName() {
        return syntax.wireName();
    }

    @Override
    public String getMimeType() {
        return null;
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }
}
