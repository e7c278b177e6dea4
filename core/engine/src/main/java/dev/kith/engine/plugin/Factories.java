package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds and checks the connector factories of a loaded JAR; one bad factory refuses the whole JAR. */
final class Factories {
    private static final String SERVICES = "META-INF/services/" + ConnectorFactory.class.getName();

    private Factories() {}

    static List<LoadedFactory> of(LoadedJar jar) {
        PluginCall call = new PluginCall(jar.file().getFileName().toString(), jar.loader());
        List<LoadedFactory> found = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (ConnectorFactory factory : made(jar, call)) {
            LoadedFactory loaded = FactoryCheck.check(jar.file(), call, factory);
            if (!kinds.add(loaded.kind())) {
                throw new PluginRefused("It offers the connector kind \"" + loaded.kind() + "\" twice.");
            }
            found.add(loaded);
        }
        if (found.isEmpty()) {
            throw new PluginRefused("It offers no connector: " + SERVICES
                    + " is missing or empty. Name the class of the connector's factory there.");
        }
        return found;
    }

    private static List<ConnectorFactory> made(LoadedJar jar, PluginCall call) {
        try {
            return call.call("making the factories", () -> {
                List<ConnectorFactory> made = new ArrayList<>();
                Iterator<ConnectorFactory> services =
                        ServiceLoader.load(ConnectorFactory.class, jar.loader()).iterator();
                services.forEachRemaining(made::add);
                return made;
            });
        } catch (ServiceConfigurationError e) {
            throw new PluginRefused(notMade(e), e);
        } catch (ConnectorException e) {
            throw new PluginRefused("Its factory can't be made. " + e.getMessage(), e);
        }
    }

    private static String notMade(ServiceConfigurationError error) {
        Throwable cause = error.getCause();
        String why = cause == null ? error.getMessage() : PluginCall.describe(cause);
        return "Its factory named in " + SERVICES + " can't be made: " + why
                + ". It needs a public class and a public constructor without arguments that doesn't throw.";
    }
}
