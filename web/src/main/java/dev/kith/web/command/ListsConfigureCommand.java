package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith lists configure INTEGRATION LIST}: asks the running host. */
@Command(
        name = "configure",
        description = {
            "Says what members of a list get, and when it is imported. Without --recurring or --in-step it is imported by"
                    + " hand: kith lists import.",
            "What members have of an attribute or tag the list had before is taken from them by the next import."
        })
final class ListsConfigureCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ListOfHost list = new ListOfHost();

    @ArgGroup(multiplicity = "1")
    private Carrier carrier = new Carrier();

    @ArgGroup
    private When when = new When();

    @Option(names = "--json", description = "prints what REST answers, in one line")
    private boolean json;

    ListsConfigureCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    /** Either of them. */
    static final class Carrier {
        @Option(
                names = "--attribute",
                paramLabel = "NAME",
                description = "a True/False attribute of the audience that no mapping and no other list writes")
        private @Nullable String attribute;

        @Option(names = "--tag", paramLabel = "NAME", description = "a tag of the audience that no other list sets")
        private @Nullable String tag;
    }

    /** At most one of them. */
    static final class When {
        @Option(names = "--recurring", description = "an Overview that is imported each morning")
        private boolean recurring;

        @Option(names = "--in-step", description = "a Selection, imported soon after label events and every 60 minutes")
        private boolean inStep;
    }

    @Override
    public Integer call() {
        HostClient client = list.client(shell);
        JsonNode now = client.put(ListOfHost.path(list.find(client)), body());
        shell.out().println(json ? now.toString() : now.path("title").asText() + ": " + ListText.settings(now) + ".");
        return 0;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", when.inStep ? "selection" : "overview");
        if (carrier.attribute != null) {
            body.put("attribute", carrier.attribute);
        }
        if (carrier.tag != null) {
            body.put("tag", carrier.tag);
        }
        return when.recurring ? body.put("recurring", true) : body;
    }
}
