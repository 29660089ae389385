package org.mailloft.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotWriterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a␍␊         | a␍␊.␍␊
            a           | a␍␊.␍␊
            .␍␊..␍␊.a   | ..␍␊...␍␊..a␍␊.␍␊
            a.b␍␊       | a.b␍␊.␍␊
            a␊.␊b       | a␍␊..␍␊b␍␊.␍␊
            a␍.␍b       | a␍␊..␍␊b␍␊.␍␊
            a␊.␍␊b␍     | a␍␊..␍␊b␍␊.␍␊
            a␍␍␊b       | a␍␊␍␊b␍␊.␍␊
            ''          | .␍␊
            """)
    void theEndOfAMessageIsHiddenInNone(String message, String wire) throws IOException {
        var octets = message.replace('␍', '\r').replace('␊', '\n').getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= octets.length; cut++) {
            var out = new ByteArrayOutputStream();
            var writer = new DotWriter(out);
            writer.write(octets, 0, cut);
            writer.write(octets, cut, octets.length - cut);
            writer.end();
            assertEquals(
                    wire,
                    out.toString(StandardCharsets.US_ASCII).replace('\r', '␍').replace('\n', '␊'));
        }
    }
}
