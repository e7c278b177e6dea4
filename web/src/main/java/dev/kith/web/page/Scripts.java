package dev.kith.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where the scripts of the WebJars are; their paths have the version in them, so browsers may keep them for good. */
public record Scripts(String htmx, String sse) {

    public static Scripts find() {
        return new Scripts(path("htmx.org", "dist/htmx.min.js"), path("htmx-ext-sse", "sse.js"));
    }

    private static String path(String name, String file) {
        String resource = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the WebJar " + name + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return "/webjars/" + name + "/" + properties.getProperty("version") + "/" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
