package dev.kith.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Fills the templates, which were compiled with the program. */
final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.kith.web.jte");

    byte[] page(String name, Map<String, Object> values) {
        Utf8ByteOutput out = new Utf8ByteOutput();
        engine.render(name + ".jte", values, out);
        return out.toByteArray();
    }

    String fragment(String name, Map<String, Object> values) {
        return new String(page("fragment/" + name, values), StandardCharsets.UTF_8);
    }
}
