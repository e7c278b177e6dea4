package dev.kith.engine.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles plugins from {@code test-plugins/}, with parts exchanged, and packs them as JARs. */
public final class PluginJar {
    private static final String SERVICES = "META-INF/services/" + ConnectorFactory.class.getName();

    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private String services = "acme.Factory\n";

    private PluginJar() {
        with("Plugin-Id", "acme").with("Plugin-Version", "1.0.0");
    }

    /** A plugin with a factory of this kind and role that opens a connector from {@code test-plugins/CONNECTOR.java}. */
    public static PluginJar offering(String kind, String role, String connector) {
        PluginJar jar = new PluginJar();
        jar.sources.put("acme/Factory.java", source("Factory"));
        jar.sources.put("acme/" + connector + ".java", source(connector));
        return jar.replace("KIND", kind).replace("ROLE", role).replace("CONNECTOR", connector);
    }

    static PluginJar crm(String kind) {
        return offering(kind, "CRM", "ObedientCrm");
    }

    static PluginJar audience(String kind) {
        return offering(kind, "AUDIENCE", "ObedientAudience");
    }

    PluginJar with(String attribute, String value) {
        manifest.put(attribute, value);
        return this;
    }

    PluginJar without(String attribute) {
        manifest.remove(attribute);
        return this;
    }

    PluginJar services(String content) {
        services = content;
        return this;
    }

    public PluginJar replace(String part, String by) {
        sources.computeIfPresent("acme/Factory.java", (name, text) -> text.replace(part, by));
        return this;
    }

    PluginJar source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    static String source(String name) {
        try (InputStream in = PluginJar.class.getResourceAsStream("/test-plugins/" + name + ".java")) {
            return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path in(Path folder, String fileName) {
        try {
            Path work = Files.createTempDirectory(folder, "build");
            compile(work);
            Path file = folder.resolve(fileName);
            pack(work.resolve("classes"), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path work) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("sources").resolve(source.getKey());
            Files.createDirectories(requireNonNull(file.getParent(), "folder"));
            Files.writeString(file, source.getValue());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            String spi = ConnectorFactory.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            List<String> options = List.of("-proc:none", "-d", classes.toString(), "-classpath", spi);
            List<Path> paths = sources.keySet().stream()
                    .map(name -> work.resolve("sources").resolve(name))
                    .toList();
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(paths))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }

    private void pack(Path classes, Path file) throws IOException {
        java.util.jar.Manifest head = new java.util.jar.Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> head.getMainAttributes().putValue(name, value));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, head);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                add(jar, classes.relativize(path).toString(), Files.readAllBytes(path));
            }
            add(jar, SERVICES, services.getBytes(UTF_8));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
