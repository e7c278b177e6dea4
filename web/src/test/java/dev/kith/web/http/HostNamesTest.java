package dev.kith.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private final HostNames names = new HostNames(List.of("kith.example.org"), 8480);

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8480", "localhost:8480", "LOCALHOST:8480", "kith.example.org:8480", "Kith.example.org"
            })
    void answersToItsNames(String host) {
        assertThat(names.contains(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.0.0.1",
                "127.0.0.1:80",
                "evil.example:8480",
                "localhost:8480.evil.example",
                "[::1]:8480"
            })
    void refusesEveryOtherName(String host) {
        assertThat(names.contains(host)).isFalse();
    }

    @Test
    void namesThemInMessages() {
        assertThat(names).hasToString("127.0.0.1:8480, localhost:8480, kith.example.org:8480, kith.example.org");
    }
}
