package dev.kith.testkit.contract;

import dev.kith.spi.ConnectorFactory;
import java.util.Map;

/** What a connector under test talks to; made anew for each test. */
public interface TestedSystem extends AutoCloseable {

    ConnectorFactory factory();

    /** Settings with which the system can be used. */
    Map<String, ?> settings();

    /** Settings with which it can't: wrong credentials, or something that isn't there. */
    Map<String, ?> wrongSettings();

    @Override
    void close();
}
