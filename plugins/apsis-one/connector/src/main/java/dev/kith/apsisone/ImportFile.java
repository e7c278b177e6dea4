package dev.kith.apsisone;

import dev.kith.spi.ProfileWrite;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The body of an upload: the form fields, then the rows as a CSV file. Rows are written when they are sent, once before to
 * know the length, which S3 wants ahead; so the file never lies in memory.
 */
final class ImportFile implements Iterable<byte[]> {
    private final String boundary = "kith-" + UUID.randomUUID();
    private final Map<String, String> fields;
    private final ImportRow csv;
    private final List<ProfileWrite> rows;

    ImportFile(Map<String, String> fields, Shape shape, List<ProfileWrite> rows) {
        this.fields = fields;
        this.csv = new ImportRow(shape);
        this.rows = rows;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher publisher() {
        long length = 0;
        for (byte[] part : this) {
            length += part.length;
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(this), length);
    }

    @Override
    public Iterator<byte[]> iterator() {
        Stream<byte[]> head = Stream.concat(Stream.of(head()), Stream.of(csv.header()));
        Stream<byte[]> tail = Stream.of(bytes("\r\n--" + boundary + "--\r\n"));
        return Stream.concat(Stream.concat(head, rows.stream().map(csv::of)), tail)
                .iterator();
    }

    private byte[] head() {
        StringBuilder head = new StringBuilder(2048);
        fields.forEach((name, value) ->
                head.append(part("name=\"" + name + "\"", "")).append(value).append("\r\n"));
        head.append(part("name=\"file\"; filename=\"profiles.csv\"", "Content-Type: text/csv\r\n"));
        return bytes(head.toString());
    }

    private String part(String disposition, String more) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
