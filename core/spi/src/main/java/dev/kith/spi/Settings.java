package dev.kith.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked settings of one connector. Immutable; any thread.
 *
 * <p>Every getter throws {@link IllegalArgumentException} for a name that the factory didn't declare with that type:
 * that is a bug of the connector, not of the person who wrote the settings.
 */
public interface Settings {

    /** The text of a required setting or of one with a fallback. */
    String text(String name);

    /** The text of a setting that may be absent. */
    Optional<String> optionalText(String name);

    int integer(String name);

    /** Calls per second; {@link Double#POSITIVE_INFINITY} for {@code unlimited}. */
    double rate(String name);

    boolean flag(String name);

    URI url(String name);

    /** Empty when not given. */
    List<String> list(String name);

    /** In the order of the file; empty when not given. */
    Map<String, String> map(String name);
}
