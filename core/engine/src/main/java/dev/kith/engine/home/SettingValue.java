package dev.kith.engine.home;

import dev.kith.spi.Setting;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one setting's YAML into the value of its type. */
final class SettingValue {
    private static final int LONGEST_QUOTE = 80;

    private final Setting setting;
    private final Secrets secrets;

    private SettingValue(Setting setting, Secrets secrets) {
        this.setting = setting;
        this.secrets = secrets;
    }

    static Object of(Setting setting, Node node, Secrets secrets) throws Wrong {
        SettingValue value = new SettingValue(setting, secrets);
        return switch (setting.type()) {
            case LIST -> value.list(node);
            case UPLOAD_ORIGINS -> origins(setting, value.list(node));
            case MAP -> value.map(node);
            case TEXT, INTEGER, RATE, BOOLEAN, URL -> single(setting, value.text(node));
        };
    }

    static Object fallback(Setting setting) throws Wrong {
        String text = setting.fallback();
        if (setting.type() == Setting.Type.LIST || setting.type() == Setting.Type.UPLOAD_ORIGINS) {
            return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }
        if (setting.type() == Setting.Type.MAP) {
            throw new Wrong("is a map with a fallback, which connectors can't have. Give it");
        }
        return single(setting, text);
    }

    private String text(Node node) throws Wrong {
        if (!(node instanceof Node.Scalar scalar)) {
            throw new Wrong("must be " + expected(setting.type()) + ", was " + node.what());
        }
        String text = scalar.text();
        if (text.isBlank()) {
            throw new Wrong("is empty: " + setting.help());
        }
        if (setting.secret()) {
            return secrets.resolve(text);
        }
        if (Secrets.hasForm(text)) {
            throw new Wrong("isn't a secret setting, so it can't use a ${...} form. Write the value itself");
        }
        return text;
    }

    private static Object single(Setting setting, String text) throws Wrong {
        Optional<? extends Object> value = switch (setting.type()) {
            case INTEGER -> Values.integer(text.strip());
            case RATE -> Values.rate(text.strip());
            case BOOLEAN -> Values.flag(text.strip());
            case URL -> Optional.of(url(setting, text.strip()));
            case TEXT, LIST, UPLOAD_ORIGINS, MAP -> Optional.of(text);
        };
        if (value.isEmpty()) {
            throw new Wrong("must be " + expected(setting.type()) + quote(setting, text));
        }
        return value.get();
    }

    private static URI url(Setting setting, String text) throws Wrong {
        URI url = Values.url(text)
                .orElseThrow(() -> new Wrong("must be " + expected(setting.type()) + quote(setting, text)));
        if (url.getRawUserInfo() != null || url.getRawFragment() != null || url.getRawQuery() != null) {
            throw new Wrong("must have no user, query or fragment in its URL");
        }
        if (url.getScheme().equalsIgnoreCase("https")
                || (url.getScheme().equalsIgnoreCase("http") && Values.isLoopback(url.getHost()))) {
            return url;
        }
        throw new Wrong("must start with https" + quote(setting, text));
    }

    private List<String> list(Node node) throws Wrong {
        if (!(node instanceof Node.Sequence sequence)) {
            throw new Wrong("must be " + expected(setting.type()) + ", was " + node.what());
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.items()) {
            texts.add(text(item));
        }
        return List.copyOf(texts);
    }

    private static List<String> origins(Setting setting, List<String> texts) throws Wrong {
        for (String text : texts) {
            if (!url(setting, text.strip()).getRawPath().matches("/?")) {
                throw new Wrong("must be " + expected(setting.type()) + quote(setting, text));
            }
        }
        return texts.stream().map(String::strip).toList();
    }

    private Map<String, String> map(Node node) throws Wrong {
        if (!(node instanceof Node.Mapping mapping)) {
            throw new Wrong("must be " + expected(setting.type()) + ", was " + node.what());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            texts.put(entry.getKey(), text(entry.getValue()));
        }
        return Collections.unmodifiableMap(texts);
    }

    private static String expected(Setting.Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case INTEGER -> "a whole number";
            case RATE -> "a number above 0 or the word unlimited";
            case BOOLEAN -> "true or false";
            case URL -> "an absolute URL such as https://host/path";
            case LIST -> "a list of texts";
            case UPLOAD_ORIGINS -> "a list of origins like https://host";
            case MAP -> "names with texts";
        };
    }

    /** What was found; nothing for a secret, or for what looks like a URL with a password. */
    private static String quote(Setting setting, String text) {
        if (setting.secret() || text.contains("@")) {
            return "";
        }
        return ", was \"" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text) + "\"";
    }
}
