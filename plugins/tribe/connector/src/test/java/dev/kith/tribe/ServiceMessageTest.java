package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceMessageTest {
    @ParameterizedTest // T5
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"code\":null,\"message\":\"No 'Foo'.\"}} | answered 400: No 'Foo'.",
                "{\"error\":\"invalid_token\",\"error_description\":\"Expired\"} | answered 400: Expired",
                "{\"error\":\"invalid_token\"} | answered 400: invalid_token",
                "{\"message\":\"Too long\"} | answered 400: Too long",
                "{\"other\":1} | answered 400 without a message",
                "plain words | answered 400: plain words",
                "{\"error\": | answered 400: {\"error\":",
                "<html><p>Oops | answered 400 with an HTML page instead of JSON",
                "`` | answered 400 without a message",
            })
    void findsTheWordsOfAnyShapeOfError(String body, String message) {
        assertThat(ServiceMessage.of(400, body)).isEqualTo(message);
    }

    @Test
    void takesAddressesTokensAndMarkupOut() {
        assertThat(ServiceMessage.of(400, "<b>anna@example.org</b>\n used eyJhbGciOi.abc.def"))
                .isEqualTo("answered 400: [address] used [token]");
    }

    @Test
    void shortensLongTexts() {
        assertThat(ServiceMessage.of(400, "x".repeat(1000)))
                .hasSizeLessThan(330)
                .endsWith("...");
    }
}
