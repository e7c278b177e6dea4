package dev.kith.spi;

import java.util.List;

/**
 * Names a kind of system and opens connectors to it. Found by {@code ServiceLoader}; needs a public constructor without
 * arguments that neither blocks nor throws.
 *
 * <p>Called on the host's start and settings threads, one call at a time.
 */
public interface ConnectorFactory {

    /** The name used in {@code integrations/*.yaml}, such as {@code tribe}: lower case, digits and hyphens. */
    String kind();

    /** The name shown to people, such as {@code Tribe CRM}. */
    String title();

    Role role();

    /** Every setting the connector knows; the host refuses any other. */
    List<Setting> settings();

    /**
     * Opens a connector. Must not block: no call goes out before {@link Connector#check}.
     *
     * @throws ConnectorException with {@link ConnectorException.Kind#CONFIG} when settings contradict each other
     */
    Connector open(ConnectorContext context);
}
