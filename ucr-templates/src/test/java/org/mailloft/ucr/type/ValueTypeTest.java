package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypeTest {

    private static final ValueType PORT =
            new ValueType.Number("portnumber", OptionalLong.of(0), OptionalLong.of(65535));
    private static final ValueType INT = new ValueType.Number("int", OptionalLong.empty(), OptionalLong.empty());
    private static final ValueType IP = new ValueType.Address("ipaddress", true, true);
    private static final ValueType V4 = new ValueType.Address("ipv4address", true, false);
    private static final ValueType V6 = new ValueType.Address("ipv6address", false, true);
    private static final ValueType HTTP = new ValueType.Url("url_http", false);
    private static final ValueType PROXY = new ValueType.Url("url_proxy", true);
    private static final ValueType TEXT = new ValueType.Text(Optional.of(Pattern.compile("[a-z]+")));
    private static final ValueType PORTS = new ValueType.ListOf(PORT, Pattern.compile(","));
    private static final ValueType FLAGS = new ValueType.Choice(List.of("no", "create", "subscribe"));

    record Row(ValueType type, String value, boolean fits) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row(PORT, "0", true),
                new Row(PORT, "65535", true),
                new Row(PORT, "65536", false),
                new Row(PORT, "-1", false),
                new Row(PORT, "12a", false),
                new Row(PORT, "", false),
                new Row(INT, "-7", true),
                new Row(INT, "99999999999999999999", false),
                new Row(new ValueType.Bool(), "Enabled", true),
                new Row(new ValueType.Bool(), "2", false),
                new Row(IP, "10.0.0.1", true),
                new Row(IP, "fe80::1", true),
                new Row(IP, "10.0.0.256", false),
                new Row(IP, "10.0.0.1/24", false),
                new Row(IP, "mail.example.org", false),
                new Row(V4, "::1", false),
                new Row(V6, "127.0.0.1", false),
                new Row(V6, "1::2::3", false),
                new Row(HTTP, "https://example.org:8443/a?b#c", true),
                new Row(HTTP, "ftp://example.org", false),
                new Row(HTTP, "http://", false),
                new Row(PROXY, "http://proxy:3128", true),
                new Row(PROXY, "http://proxy:3128/path", false),
                new Row(TEXT, "abc1", true),
                new Row(TEXT, "1abc", false),
                new Row(PORTS, "1, 2,3", true),
                new Row(PORTS, "1,x", false),
                new Row(FLAGS, "subscribe", true),
                new Row(FLAGS, "Subscribe", false));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void fitsOrSaysWhyNot(Row row) {
        var refusal = row.type().refusal(row.value());
        assertEquals(row.fits(), refusal.isEmpty(), () -> "refusal: " + refusal);
    }

    @Test
    void theElementThatDoesNotFitIsNamed() {
        assertTrue(PORTS.refusal("1, 99999").orElseThrow().contains("\"99999\""));
    }

    @Test
    void printsItselfAsInfoShowsIt() {
        assertEquals("portnumber", PORT.toString());
        assertEquals("int", INT.toString());
        assertEquals("str(regex='[a-z]+')", TEXT.toString());
    }
}
