package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one door into a plugin: sets the thread's context class loader, and turns whatever breaks in there into a
 * {@link ConnectorException}.
 */
final class PluginCall {
    private final String connector;
    private final ClassLoader loader;

    PluginCall(String connector, ClassLoader loader) {
        this.connector = requireNonNull(connector, "connector");
        this.loader = requireNonNull(loader, "loader");
    }

    /** The same door for a connector that has told its name. */
    PluginCall named(String name) {
        return new PluginCall(name, loader);
    }

    <T> T call(String what, Supplier<? extends @Nullable T> body) {
        try (Swap swap = Swap.to(loader)) {
            T result = body.get();
            if (result == null) {
                throw bug(what, "returned null");
            }
            return result;
        } catch (ConnectorException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            throw bug(what, "failed with " + describe(e), e);
        }
    }

    /** Like {@link #call}, with a copy that the plugin can't change any more. */
    <T> List<T> list(String what, Supplier<? extends @Nullable List<T>> body) {
        List<T> returned = call(what, body);
        return call(what, () -> List.copyOf(returned));
    }

    void run(String what, Runnable body) {
        call(what, () -> {
            body.run();
            return true;
        });
    }

    ConnectorException bug(String what, String found) {
        return new ConnectorException(Kind.BUG, message(what, found));
    }

    private ConnectorException bug(String what, String found, Throwable cause) {
        return new ConnectorException(Kind.BUG, message(what, found), cause);
    }

    private String message(String what, String found) {
        return "Connector \"" + connector + "\": " + what + " " + found
                + ". This is a bug of the connector; report it to its author.";
    }

    /** Leaves out the messages of exceptions, which may quote personal data; a linkage error quotes only names of code. */
    static String describe(Throwable failure) {
        String name = failure.getClass().getName();
        if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
            return name + " because of " + describe(failure.getCause());
        }
        if (failure instanceof LinkageError) {
            return name + " (" + failure.getMessage() + ")";
        }
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst()
                .map(frame -> name + " at " + frame)
                .orElse(name);
    }

    private record Swap(Thread thread, ClassLoader before) implements AutoCloseable {
        static Swap to(ClassLoader loader) {
            Thread thread = Thread.currentThread();
            Swap swap = new Swap(thread, thread.getContextClassLoader());
            thread.setContextClassLoader(loader);
            return swap;
        }

        @Override
        public void close() {
            thread.setContextClassLoader(before);
        }
    }
}
