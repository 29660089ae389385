package org.mailloft.imap.fetch;

import java.util.List;
import org.mailloft.mime.ContentDisposition;
import org.mailloft.mime.ContentLanguage;
import org.mailloft.mime.ContentType;
import org.mailloft.mime.Header;
import org.mailloft.mime.Headers;
import org.mailloft.mime.Parameters;
import org.mailloft.mime.Part;
import org.mailloft.mime.TransferEncoding;

/** BODY and BODYSTRUCTURE as they go over the wire, RFC 3501 section 7.4.2. */
final class BodyStructure {

    private static final ContentType OPAQUE = new ContentType("application", "octet-stream", Parameters.NONE);

    private final boolean extended;
    private final WireBuffer out = new WireBuffer();

    private BodyStructure(boolean extended) {
        this.extended = extended;
    }

    /** @param extended whether the extension data of BODYSTRUCTURE is wanted */
    static byte[] of(Part message, boolean extended) {
        var structure = new BodyStructure(extended);
        structure.body(message);
        return structure.out.toOctets();
    }

    /** {@code body = "(" (body-type-1part / body-type-mpart) ")"} */
    private void body(Part part) {
        out.append('(');
        switch (part.kind()) {
            case MULTIPART -> multipart(part);
            case MESSAGE -> onePart(part);
            case LEAF -> leaf(part);
        }
        out.append(')');
    }

    /**
     * A multipart without boundary has no parts. A message that lies too deep to be looked into must not be called one:
     * the grammar wants its envelope.
     */
    private void leaf(Part part) {
        if (part.type().isMultipart()) {
            multipart(part);
        } else {
            onePart(part);
        }
    }

    /** {@code body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]} */
    private void multipart(Part part) {
        if (part.children().isEmpty()) {
            // The grammar wants a part where there is none.
            out.append("(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0");
            out.append(extended ? " NIL NIL NIL NIL)" : ")");
        }
        part.children().forEach(this::body);
        out.append(' ').string(part.type().subtype());
        if (extended) {
            out.append(' ');
            parameters(part.type().parameters(), false);
            extension(part.headers());
        }
    }

    /** {@code body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]} */
    private void onePart(Part part) {
        var headers = part.headers();
        boolean text = part.type().isText();
        var type = part.is(Part.Kind.LEAF) && part.type().is("message", "rfc822") ? OPAQUE : part.type();
        out.string(type.type()).append(' ').string(type.subtype()).append(' ');
        parameters(part.type().parameters(), text);
        out.append(' ').nstring(value(headers, "Content-ID"));
        out.append(' ').nstring(value(headers, "Content-Description"));
        String encoding = value(headers, "Content-Transfer-Encoding");
        String name = encoding == null ? "" : TransferEncoding.name(encoding);
        out.append(' ').string(name.isEmpty() ? "7bit" : name);
        out.append(' ').append(part.bodyOctets());
        if (text) {
            out.append(' ').append(part.bodyLines());
        } else if (part.is(Part.Kind.MESSAGE)) {
            var message = part.children().getFirst();
            out.append(' ');
            Envelope.write(message.headers(), out);
            out.append(' ');
            body(message);
            out.append(' ').append(part.bodyLines());
        }
        if (extended) {
            out.append(' ').nstring(value(headers, "Content-MD5"));
            extension(headers);
        }
    }

    /** {@code body-fld-dsp SP body-fld-lang SP body-fld-loc}, each with a space in front. */
    private void extension(Headers headers) {
        out.append(' ');
        String disposition = value(headers, "Content-Disposition");
        disposition(ContentDisposition.parse(disposition == null ? "" : disposition));
        out.append(' ');
        String language = value(headers, "Content-Language");
        languages(language == null ? List.of() : ContentLanguage.parse(language).tags());
        out.append(' ').nstring(value(headers, "Content-Location"));
    }

    /** {@code body-fld-dsp = "(" string SP body-fld-param ")" / nil} */
    private void disposition(ContentDisposition disposition) {
        if (disposition.disposition().isEmpty()) {
            out.nil();
            return;
        }
        out.append('(').string(disposition.disposition()).append(' ');
        parameters(disposition.parameters(), false);
        out.append(')');
    }

    private void languages(List<String> tags) {
        if (tags.isEmpty()) {
            out.nil();
            return;
        }
        out.append('(');
        for (int i = 0; i < tags.size(); i++) {
            (i == 0 ? out : out.append(' ')).string(tags.get(i));
        }
        out.append(')');
    }

    /** {@code body-fld-param = "(" string SP string *(SP string SP string) ")" / nil} */
    private void parameters(Parameters parameters, boolean defaultCharset) {
        boolean addCharset = defaultCharset && parameters.raw("charset").isEmpty();
        if (parameters.isEmpty() && !addCharset) {
            out.nil();
            return;
        }
        out.append('(');
        boolean first = true;
        for (var parameter : parameters.list()) {
            (first ? out : out.append(' ')).string(parameter.name()).append(' ').string(parameter.value());
            first = false;
        }
        if (addCharset) {
            (first ? out : out.append(' ')).append("\"charset\" \"us-ascii\"");
        }
        out.append(')');
    }

    /** Null for a field that is not there or has nothing in it. */
    private static String value(Headers headers, String name) {
        return headers.first(name)
                .map(Header::value)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }
}
