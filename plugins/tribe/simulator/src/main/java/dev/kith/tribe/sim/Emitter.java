package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.tribe.sim.model.Change;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells webhooks of changes, one after the other, signed. By default each is tried once (T35). */
final class Emitter {
    private static final int ATTEMPTS = 3;

    /** How long a call that is delayed, or waits for another one to overtake it, is kept back. */
    private static final long DELAY_MILLIS = 1000;

    private final Hooks hooks;
    private final Schema schema;
    private final Switches switches;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Emitter::daemon);
    private final Deque<Call> kept = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();

    Emitter(Hooks hooks, Schema schema, Switches switches) {
        this.hooks = requireNonNull(hooks, "hooks");
        this.schema = requireNonNull(schema, "schema");
        this.switches = requireNonNull(switches, "switches");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "webhooks");
        thread.setDaemon(true);
        return thread;
    }

    private record Call(Hooks.Hook hook, byte[] body) {}

    /** What was delivered, and what is on its way. */
    SimAnswer state() {
        return SimAnswer.json(200, Map.of("waiting", waiting.get(), "delivered", delivered.get()));
    }

    /** Called with the data locked: only takes note. */
    void tell(Change change) {
        payload(change)
                .ifPresent(payload -> hooks.of(change.type()).forEach(hook -> {
                    ObjectNode body = SimJson.MAPPER.createObjectNode().put("webhookId", hook.id());
                    body.set("payload", payload);
                    waiting.incrementAndGet();
                    Call call = new Call(hook, SimJson.bytes(body));
                    thread.execute(() -> deliver(call));
                }));
    }

    private Optional<ObjectNode> payload(Change change) {
        boolean labelled = change.kind() == Change.Kind.LABELLED;
        if (labelled && switches.is("T25", "none")) {
            return Optional.empty();
        }
        if (labelled && switches.is("T25", "link")) {
            return Optional.of(
                    shaped("RelationshipCreationMutation", "relationshipId", UUID.randomUUID(), change.type()));
        }
        boolean relationship = change.type().is(schema.type("Relationship")) && switches.is("T26", "record");
        String what = switch (change.kind()) {
            case CREATED -> "Creation";
            case UPDATED, LABELLED -> "Update";
            case DELETED -> "Deletion";
        };
        return Optional.of(shaped(
                (relationship ? "Relationship" : "Entity") + what + "Mutation",
                relationship ? "relationshipId" : "entityId",
                change.id(),
                change.type()));
    }

    /** T27. */
    private ObjectNode shaped(String kind, String name, UUID id, EntityType type) {
        ObjectNode flat = SimJson.MAPPER.createObjectNode().put(name, id.toString());
        return switch (switches.get("T27")) {
            case "typed" -> flat.put("type", kind);
            case "wrapped" -> {
                ObjectNode outer = SimJson.MAPPER.createObjectNode();
                outer.set(kind, flat);
                yield outer;
            }
            case "rich" -> {
                flat.put("type", kind).put("entityType", type.dotted());
                flat.putObject("fields").put("LastName", "changed");
                yield flat;
            }
            default -> flat;
        };
    }

    /** On the emitter's thread. */
    private void deliver(Call call) {
        int number = made.incrementAndGet();
        switch (switches.get("T35")) {
            case "drop" -> {
                if (number % 2 == 1) {
                    send(call, 1);
                }
            }
            case "drop-all" -> {}
            case "duplicate" -> {
                send(call, 1);
                send(call, 1);
            }
            case "retry" -> send(call, ATTEMPTS);
            case "reorder" -> {
                inOtherOrder(call);
                return;
            }
            case "delay" -> {
                later(() -> finish(call));
                return;
            }
            default -> send(call, 1);
        }
        waiting.decrementAndGet();
    }

    private void finish(Call call) {
        send(call, 1);
        waiting.decrementAndGet();
    }

    private void later(Runnable work) {
        Future<?> unused = thread.schedule(work, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Every second call overtakes the one before it; the last one goes out after a while. */
    private void inOtherOrder(Call call) {
        Call before = kept.poll();
        if (before == null) {
            kept.add(call);
            later(() -> {
                if (kept.remove(call)) {
                    finish(call);
                }
            });
            return;
        }
        finish(call);
        finish(before);
    }

    private void send(Call call, int attempts) {
        for (int i = 0; i < attempts; i++) {
            if (sent(call)) {
                delivered.incrementAndGet();
                return;
            }
        }
    }

    private boolean sent(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.hook.url()))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(call.body));
        call.hook.headers().forEach(request::header);
        signature(call).ifPresent(value -> request.header(switches.get("T33"), value));
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** T34. */
    private Optional<String> signature(Call call) {
        byte[] secret = call.hook.secret().getBytes(StandardCharsets.UTF_8);
        try {
            return switch (switches.get("T34")) {
                case "none" -> Optional.empty();
                case "digest" -> {
                    MessageDigest digest = MessageDigest.getInstance("SHA-512");
                    digest.update(secret);
                    yield Optional.of(base64(digest.digest(call.body)));
                }
                case "bad" -> Optional.of(base64(hmac(secret, new byte[1])));
                default -> Optional.of(base64(hmac(secret, call.body)));
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-512", e);
        }
    }

    private static byte[] hmac(byte[] secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(secret, "HmacSHA512"));
        return mac.doFinal(body);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
