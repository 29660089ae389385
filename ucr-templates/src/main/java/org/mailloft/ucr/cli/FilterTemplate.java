package org.mailloft.ucr.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Renderer;
import org.mailloft.ucr.template.TemplateFailure;

/** {@code ucr filter}: makes a text out of a template, from standard input to standard output. */
record FilterTemplate() implements Action {

    /** Both are accepted and change nothing: texts are UTF-8, and code in them is never executed. */
    @Override
    public List<Option> options() {
        return List.of(Option.flag("--encode-utf8"), Option.flag("--disallow-execution"));
    }

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(host.in().readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the template is not UTF-8", e);
        }
        try {
            var renderer = new Renderer(Catalog.load(host.share(), host.root()), host.root());
            host.out().print(renderer.filter(text, host.registry().values(), arguments.has("--disallow-execution")));
            return ExitCode.OK;
        } catch (TemplateFailure e) {
            var place = e.line() > 0 ? "line " + e.line() + ": " : "";
            host.err().print("E: " + place + e.variable().map(key -> key + ": ").orElse("") + e.getMessage() + "\n");
            return ExitCode.REFUSED;
        }
    }
}
