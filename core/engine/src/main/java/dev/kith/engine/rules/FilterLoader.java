package dev.kith.engine.rules;

import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only view that rules have of the class path, when they are compiled and when they run: what generated code needs of
 * the JDK and Drools, the helpers and the contact. Everything else does not exist for them.
 */
final class FilterLoader extends ClassLoader {

    private static final List<String> PACKAGES = List.of(
            "org.drools.",
            "org.kie.",
            "java.lang.annotation.",
            "java.lang.constant.",
            "java.lang.invoke.",
            "java.util.function.",
            "java.util.stream.",
            "java.time.",
            "java.math.",
            "java.text.");
    private static final Set<String> KITH = Set.of(
            "dev.kith.rules.Fn",
            "dev.kith.rules.ContactFact",
            "dev.kith.rules.ContactFact$Answers",
            "dev.kith.spi.Channel");
    private static final Set<String> IO = Set.of(
            "java.io.Serializable",
            "java.io.Externalizable",
            "java.io.IOException",
            "java.io.ObjectInput",
            "java.io.ObjectOutput",
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream",
            "java.io.ObjectStreamException",
            "java.io.ObjectStreamField");
    private static final Set<String> NO_LANG = Set.of(
            "System",
            "Runtime",
            "Shutdown",
            "ClassLoader",
            "Module",
            "ModuleLayer",
            "SecurityManager",
            "StackWalker",
            "ScopedValue",
            "Compiler",
            "Package",
            "ClassValue",
            "InheritableThreadLocal");
    private static final List<String> NO_LANG_STARTS = List.of("Process", "Thread", "VirtualThread");
    private static final List<String> NO_UTIL_STARTS =
            List.of("ServiceLoader", "Timer", "Scanner", "Formatter", "ResourceBundle", "UUID", "SplittableRandom");
    /** Not all that starts so: a compiler that meets ArrayList looks for RandomAccess. */
    private static final String NO_UTIL = "java.util.Random";

    static {
        registerAsParallelCapable();
    }

    FilterLoader() {
        super("rules", FilterLoader.class.getClassLoader());
    }

    static boolean allows(String name) {
        if (PACKAGES.stream().anyMatch(name::startsWith) || KITH.contains(name) || IO.contains(name)) {
            return true;
        }
        if (name.startsWith("java.lang.")) {
            return isPlain(name.substring("java.lang.".length()), NO_LANG_STARTS);
        }
        return name.startsWith("java.util.")
                && !name.equals(NO_UTIL)
                && isPlain(name.substring("java.util.".length()), NO_UTIL_STARTS);
    }

    private static boolean isPlain(String simple, List<String> refused) {
        String outer = simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
        return outer.indexOf('.') < 0
                && !NO_LANG.contains(outer)
                && refused.stream().noneMatch(outer::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        CompileThread.goOn();
        if (!allows(name)) {
            throw new ClassNotFoundException(name + " does not exist for rules");
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return allowsResource(name) ? super.getResource(name) : null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return allowsResource(name) ? super.getResourceAsStream(name) : null;
    }

    private static boolean allowsResource(String name) {
        CompileThread.goOn();
        boolean isClass = name.endsWith(".class");
        return !isClass
                || allows(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
    }
}
